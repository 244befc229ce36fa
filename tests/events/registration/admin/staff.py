"""What the staff's browser does: ask for a page, press a button, read what stands there."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.test.utils import WagtailTestUtils

from events.outbox.models import OwedMail
from events.registration.models import Registration, SeatCount

registrars = import_module("events.registration.migrations.0002_registrars")


def make_registrar(*, username: str = "registrar"):
    """Somebody of the group that the migration makes, and of no other."""
    registrars.make_group(apps, None)  # tests that flush the database take it away
    user = get_user_model().objects.create_user(username, f"{username}@tta.example", "password")
    user.groups.add(Group.objects.get(name="Registrars"))
    return user


def url(name: str, *args, **query) -> str:
    address = reverse(f"registrations_admin:{name}", args=args)
    return (
        f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}"
        if query
        else address
    )


def soup_of(response):
    assert response.status_code == 200
    return WagtailTestUtils.get_soup(response.content)


def list_rows(client, **query) -> list[dict[str, str]]:
    """The rows of the listing, each by its headings, in the order shown."""
    soup = soup_of(client.get(url("list"), query))
    heads = [head.get_text(" ", strip=True) for head in soup.select("table.listing thead th")]
    rows = []
    for row in soup.select("table.listing tbody tr"):
        texts = [cell.get_text(" ", strip=True) for cell in row.find_all("td", recursive=False)]
        cells = dict(zip(heads, texts, strict=True))
        cells["E-mail"] = cells["E-mail"].replace("@ ", "@")  # where the column may break
        cells["Name"] = row.select_one(".title-wrapper").get_text(" ", strip=True)
        rows.append(cells)
    return rows


def names(client, **query) -> list[str]:
    return [row["Name"] for row in list_rows(client, **query)]


def messages_in(response) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


def links_in(response) -> set[str]:
    return {link["href"] for link in soup_of(response).find_all("a", href=True)}


def reread(registration) -> Registration:
    return Registration.objects.get(pk=registration.pk)


def states(*registrations) -> list[str]:
    return [reread(registration).state for registration in registrations]


def seats(event) -> tuple:
    """Capacity, taken, held and waiting of an event."""
    row = SeatCount.objects.get(event_id=event.pk)
    return row.capacity, row.taken, row.held, row.waiting


def mails_to(registration) -> list[str]:
    """The kinds of mail owed to somebody, in the order in which they are owed."""
    rows = OwedMail.objects.filter(holder=registration.holder).order_by("pk")
    return [kind.removeprefix("registration.") for kind in rows.values_list("kind", flat=True)]
