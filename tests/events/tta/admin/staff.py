"""What the browser of the desk does: ask for a page, press a button, read what stands there."""

from django.urls import reverse
from wagtail.test.utils import WagtailTestUtils


def url(name: str, *args, **query) -> str:
    address = reverse(f"tta_requests:{name}", args=args)
    return f"{address}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else address


def soup_of(response):
    assert response.status_code == 200
    return WagtailTestUtils.get_soup(response.content)


def list_rows(client, **query) -> list[dict[str, str]]:
    """The rows of the queue, each by its headings, in the order shown."""
    soup = soup_of(client.get(url("list"), query))
    heads = [head.get_text(" ", strip=True) for head in soup.select("table.listing thead th")]
    rows = []
    for row in soup.select("table.listing tbody tr"):
        texts = [cell.get_text(" ", strip=True) for cell in row.find_all("td", recursive=False)]
        cells = dict(zip(heads, texts, strict=True))
        cells["Number"] = row.select_one(".title-wrapper").get_text(" ", strip=True)
        rows.append(cells)
    return rows


def numbers(client, **query) -> list[str]:
    return [row["Number"] for row in list_rows(client, **query)]


def messages_in(response) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


def errors_in(response) -> list[str]:
    form = response.context["form"]
    return [str(error) for errors in form.errors.values() for error in errors]


def press(client, name: str, request, *args, version: int | None = None, **fields):
    """Send the form of one act, with the version that the page showed."""
    shown = version or type(request).objects.get(pk=request.pk).version
    fields["version"] = shown
    return client.post(url(name, request.pk, *args), fields, follow=True)
