"""Reminders."""

from datetime import datetime


def remind(*, now: datetime) -> None:
    pass
