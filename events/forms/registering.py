"""What an event's form says about registration, where it can't be true together or comes too late."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from events.enums import RegistrationCovers

# Of a published event: why people can't be made to register for something else, or "".
WhyCoversStays = Callable[..., str]
_reasons: list[WhyCoversStays] = []


def register_reason_to_stay(reason: WhyCoversStays) -> None:
    """Have `reason(event=…, covers=…)` say why what people register for can't become `covers`."""
    if reason not in _reasons:
        _reasons.append(reason)


def check_registering(form) -> None:
    """Errors at the fields of an EventPageForm: seats in two places, or a choice that people rest on."""
    covers = form.cleaned_data.get("registration_covers")
    if not covers:
        return
    if covers == RegistrationCovers.CHOSEN:
        _check_no_capacity_of_all(form)
    else:
        _check_no_seats_of_sessions(form)
    event = form.instance
    for reason in _reasons if event.pk else ():
        if sentence := reason(event=event, covers=covers):
            form.add_error("registration_covers", sentence)


def _check_no_capacity_of_all(form) -> None:
    if form.cleaned_data.get("capacity") is not None:
        form.add_error(
            "capacity",
            _(
                "People choose sessions, so each session has seats of its own. Empty this, and fill in"
                " “Seats” beside the date of each session."
            ),
        )


def _check_no_seats_of_sessions(form) -> None:
    for row in form._rows("sessions"):
        if row.cleaned_data.get("capacity") is not None:
            row.add_error(
                "capacity",
                _(
                    "Everybody comes to all sessions, so the places are those under Registration. Empty"
                    " this, or let people choose sessions there."
                ),
            )
