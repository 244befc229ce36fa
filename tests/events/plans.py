"""What an editor's browser does with the two steps of a plan of sessions: the form, then the ticks."""

import re

from django.urls import reverse
from django.utils.html import escape
from wagtail.test.utils.form_data import querydict_from_html

from events.models import EventPage


def repeat_url(page, session=None) -> str:
    return _url("repeat_session", page, session)


def change_url(page, session=None) -> str:
    return _url("change_sessions", page, session)


def _url(name: str, page, session) -> str:
    session = session or draft_sessions(page)[0]
    return reverse(f"events_admin:{name}", args=[page.pk, session.key])


def draft_of(page) -> EventPage:
    return EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def draft_sessions(page) -> list:
    """The sessions of the draft, in the order of time."""
    return draft_of(page).dated_sessions


def days(page) -> list[str]:
    """The days in the draft, in the order of time."""
    return [session.date.isoformat() for session in draft_sessions(page)]


def form_in(response) -> dict:
    """The form of either step as a browser would send it back; the ticks are a list."""
    assert response.status_code == 200
    page = response.content.decode()
    data = querydict_from_html(page, form_id="w-editor-form")
    form = {name: value for name, value in data.items() if name != "csrfmiddlewaretoken"}
    # A ticked box without a value is sent as "on"; Wagtail's reader leaves it empty.
    on = re.findall(r'<input type="checkbox" name="([^"]+)"(?![^>]* value=)[^>]* checked', page)
    form |= dict.fromkeys(on, "on")
    ticked = re.findall(r'name="chosen" value="([^"]+)" checked', page)
    return {**form, "chosen": ticked} if "version" in form else form


def look(client, url: str, **values):
    """Fill in the form as it is shown, and ask for the plan."""
    form = form_in(client.get(url)) | values
    return client.post(url, {name: value for name, value in form.items() if value is not None})


def write(client, url: str, response, **values):
    """Send the ticks of a plan that is shown."""
    return client.post(url, {**form_in(response), "write": "1", **values}, follow=True)


def rows(response) -> list[tuple[str, str, bool]]:
    """Of each row of the plan its words, its note, and whether it is ticked; all of it is really printed."""
    assert response.status_code == 200
    printed = response.content.decode()
    found = []
    for row in response.context["rows"]:
        for words in (row["words"], row.get("after", ""), row["note"], row.get("problem", "")):
            assert escape(words) in printed
        found.append((row["words"], row["note"], row["is_chosen"]))
    return found


def refused(response) -> dict[str, list[str]]:
    """What the form said no to; each sentence is really printed."""
    assert response.status_code == 200
    errors = response.context["form"].errors
    printed = response.content.decode()
    assert [s for said in errors.values() for s in said if escape(s) not in printed] == []
    return {name: list(said) for name, said in errors.items()}


def said(response) -> list[str]:
    """The messages at the head of the page that came after a redirect."""
    return [str(message).strip() for message in response.context["messages"]]
