"""Settings of this room that are looked at when the site starts."""

from django.core.checks import Error, Tags, register

from events.outbox.checks import number_errors
from events.registration.limits import LIMITS

# As in the outbox's checks: name, id, smallest and largest value, what to use instead.
NUMBERS = [
    ("TTA_PROMOTION_FREEZE_MINUTES", "event_registration.E001", 0, 1_000_000,
     "minutes before the start from which nobody is promoted, such as 60"),
]  # fmt: skip


@register(Tags.compatibility)
def check_registration_numbers(app_configs, **kwargs):
    """The numbers that a site may set are whole numbers that make sense."""
    return number_errors(NUMBERS)


@register(Tags.compatibility)
def check_limits(app_configs, **kwargs):
    """Each limit is a number of times an hour, or None."""
    return [
        Error(
            f"{limit.setting} is {limit.most!r}.",
            hint=f"Use a whole number, 1 or more, such as {limit.default}; None for no limit.",
            id="event_registration.E004",
        )
        for limit in LIMITS
        if not (limit.most is None or (type(limit.most) is int and limit.most >= 1))
    ]
