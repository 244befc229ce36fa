"""A visitor's way through the pages of registration, as a browser takes it."""

from datetime import timedelta

from django.apps import apps

from events.outbox.models import OwedMail
from events.public_forms.tokens import new_form_token
from events.registration.consent import consent
from events.registration.models import RegistrationSettings
from events.registration.sign_up import register_url
from events.registration.tokens import link_token
from tests.make import NOW

FILLED_IN = timedelta(seconds=40)


def form_data(event, **changed) -> dict:
    """What a browser sends for a form that was opened FILLED_IN ago; None leaves a field out."""
    texts = RegistrationSettings()
    data = {
        "form_token": new_form_token(now=NOW - FILLED_IN),
        "website": "",
        "name": "Jordan Ellis",
        "email": "jordan@pine.example",
        "organization": "Pine County",
        "role": "Peer support specialist",
        "needs_interpreter": "on",
        "other_needs": "A seat near the door",
        "agree": "on",
        "agreed_digest": consent(event=event, texts=texts).digest,
    }
    return {name: value for name, value in (data | changed).items() if value is not None}


def sign_up(client, event, *, follow: bool = False, **changed):
    """Send the form of `event`."""
    return client.post(register_url(event), form_data(event, **changed), follow=follow)


def links_data(email: str, **changed) -> dict:
    """What a browser sends for “send me my link again”."""
    token = new_form_token(now=NOW - FILLED_IN)
    return {"form_token": token, "website": "", "email": email} | changed


def manage_url(registration, part: str = "") -> str:
    """The address of a registration's own page, or of one below it such as `cancel/`."""
    return f"/registrations/{link_token(registration)}/{part}"


def text_of(response) -> str:
    """What a page says, with its tags, on one line."""
    return " ".join(response.content.decode().split())


def everything() -> list:
    """Every row of registration and outbox: equal only if nothing was written."""
    models = [*apps.get_app_config("event_registration").get_models(), OwedMail]
    return [list(model.objects.order_by("pk").values()) for model in models]
