"""What the result page says: what a person entered, and what they were told then."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.public_forms.tokens import FormToken
from events.registration.enums import RegistrationState
from events.registration.models import Registration, SecondTry, SessionPlace

ENTERED = (
    "name", "email", "organization", "role", "needs_interpreter", "needs_slides_early", "other_needs",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer, ready to print: `lines` are (label, text) of what was entered.

    `sessions` is what was told of each chosen session, by UID; empty where nobody chooses.
    """

    is_waiting: bool
    email: str
    lines: list[tuple[str, str]]
    sessions: dict[str, str]


def answer_of(*, token: FormToken, event_id: int, is_series: bool = False) -> Answer | None:
    """The answer that was given to a form, as it was then; None for a form that got none.

    Later corrections don't show: who typed somebody else's address learns nothing of them.
    """
    registration = Registration.objects.filter(form_token=token.key, event_id=event_id).first()
    if registration:
        entered = {name: getattr(registration, name) for name in ENTERED}
        for change in registration.changes.order_by("-made_at", "-pk"):  # ty: ignore[missing-attribute]
            entered |= {
                name: old for name, (old, _new) in change.changes.items() if name in entered
            }
        # Those that were chosen with this form, whatever was added or given back later.
        places = SessionPlace.objects.filter(
            registration=registration, created_at=registration.created_at
        )
        told = dict(places.values_list("record__uid", "told")) if is_series else {}
        return _answer(told=registration.told, entered={**entered, "sessions": told})
    second = SecondTry.objects.filter(form_token=token.key, registration__event_id=event_id).first()
    return _answer(told=second.told, entered=second.entered) if second else None


def _answer(*, told: str, entered: dict) -> Answer:
    return Answer(
        is_waiting=told == RegistrationState.WAITLISTED,
        email=entered["email"],
        lines=[(label, text) for label, text in details(entered) if text],
        sessions=entered.get("sessions", {}),
    )


def details(values: dict) -> list[tuple[str, str]]:
    """Everything a registrant says of themselves, as (label, text)."""
    needs = [
        _("American Sign Language interpreter") if values["needs_interpreter"] else "",
        _("Slides in advance") if values["needs_slides_early"] else "",
        values["other_needs"],
    ]
    return [
        (_("Name"), values["name"]),
        (_("E-mail address"), values["email"]),
        (_("Agency or organization"), values["organization"]),
        (_("Role"), values["role"]),
        (_("What you need"), "\n".join(need for need in needs if need)),
    ]
