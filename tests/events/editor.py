"""What an editor's browser does with the form of a page: read it, fill it in, send it, read the answer."""

import re

from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html

FORM_ID = "page-edit-form"
BLANK = "__prefix__"
ROWS = ("sessions", "presenters", "files", "caption_tracks")

Form = dict


def add_url(index, model: str = "eventpage") -> str:
    return reverse("wagtailadmin_pages:add", args=["events", model, index.pk])


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_in(response) -> Form:
    """Every field of the rendered form with what stands in it, as a browser would send it back.

    The blank rows that "Add" copies are among them, under the number `__prefix__`.
    """
    assert response.status_code == 200
    page = response.content.decode()
    data = querydict_from_html(page, form_id=FORM_ID)
    found = {name: value.removeprefix("\n") for name, value in data.items()}
    # Several ticked boxes of one name are sent each by itself.
    found |= {name: values for name, values in data.lists() if len(values) > 1}
    # A ticked box without a value is sent as "on"; Wagtail's reader leaves it empty.
    ticked = re.findall(r'<input type="checkbox" name="([^"]+)"(?![^>]* value=)[^>]* checked', page)
    return found | {name: "on" for name in ticked if name in found}


def read_form(client: Client, url: str) -> Form:
    return form_in(client.get(url))


def add_row(form: Form, rows: str, **values) -> int:
    """Fill one more row of a child list, as its "Add" button does; returns the row's number."""
    number = int(form[f"{rows}-TOTAL_FORMS"])
    blank = f"{rows}-{BLANK}-"
    for name in [name for name in form if name.startswith(blank)]:
        form[f"{rows}-{number}-{name.removeprefix(blank)}"] = form[name]
    if f"{blank}ORDER" in form:
        values["ORDER"] = number + 1
    change_row(form, rows, number, **values)
    form[f"{rows}-TOTAL_FORMS"] = str(number + 1)
    return number


def add_session(form: Form, **values) -> int:
    """One more session, on November 29 from 2:00 to 3:30 p.m. unless told otherwise."""
    usual = {"date": "2026-11-29", "start_time": "14:00", "end_time": "15:30"}
    return add_row(form, "sessions", **{**usual, **values})


def change_row(form: Form, rows: str, number: int, **values) -> None:
    """Write into a row; a value that stands for a row of another table is its pk."""
    form.update(nested_form_data({rows: {number: {k: str(v) for k, v in values.items()}}}))


def remove_row(form: Form, rows: str, number: int) -> None:
    change_row(form, rows, number, DELETE="1")


def send(client: Client, url: str, form: Form, *, action: str = "", **headers):
    """Press a button of the form: "publish", "submit", or none for saving a draft."""
    data = {name: value for name, value in form.items() if BLANK not in name}
    if action:
        data[f"action-{action}"] = "1"
    return client.post(url, data, headers=headers)


def save_draft(client: Client, page, form: Form | None = None, **changes):
    """Save the page's form with `changes` as a draft, or fail with what was refused."""
    return _send_whole(client, page, form, changes, action="")


def publish(client: Client, page, form: Form | None = None, **changes):
    """Publish the page through its form with `changes`, or fail with what was refused."""
    return _send_whole(client, page, form, changes, action="publish")


def _send_whole(client, page, form, changes, *, action):
    form = {**(form or read_form(client, edit_url(page))), **changes}
    response = send(client, edit_url(page), form, action=action)
    assert response.status_code == 302, refusals(response)
    return reread(page)


def autosave(client: Client, url: str, form: Form) -> dict:
    """Save in the background as Wagtail's script does: the answer's values go into the open form."""
    response = send(client, url, form, accept="application/json")
    answer = response.json()
    if answer["success"]:
        form.update(answer["field_updates"])
        form["overwrite_revision_id"] = str(answer["revision_id"])
    return answer


def reread(page):
    return type(page).objects.get(pk=page.pk)


def refusals(response) -> dict[str, list[str]]:
    """What the form said no to: each sentence by the field or child list it stands at, and really printed."""
    form = response.context["form"]
    found = {name: list(errors) for name, errors in form.errors.items()}
    for rows in ROWS:
        formset = form.formsets[rows]
        if sentences := formset.non_form_errors():
            found[rows] = list(sentences)
        for number, errors in enumerate(formset.errors):
            found |= {f"{rows}-{number}-{name}": list(said) for name, said in errors.items()}
    return found


def refused(response) -> dict[str, list[str]]:
    """As `refusals`, of an answer that shows the form again with every sentence printed in it."""
    assert response.status_code == 200
    found = refusals(response)
    printed = response.content.decode()
    assert [s for said in found.values() for s in said if escape(s) not in printed] == []
    return found
