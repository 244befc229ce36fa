"""Editors are told of tokens that nothing fills; readers never see one."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.checks import check_tokens_are_filled
from cms.models import HomePage, SiteIdentity, StandardPage
from tests.make import make_image

pytestmark = pytest.mark.usefixtures("index")


def identity(**fields) -> SiteIdentity:
    found = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    return found


def add_page(text: str, **fields) -> StandardPage:
    fields = {"title": "About", "slug": "about", "body": [("text", text)], **fields}
    return HomePage.objects.get().add_child(instance=StandardPage(**fields))


def body(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# ---- readers ----


def test_footer_fills_tokens_and_leaves_sentences_out(client):
    identity(
        phone="(555) 555-0142",
        purpose="Call [site:phone]. Write [site:email]. We answer.",
        fine_print="[site:name] is invented.",
    )
    footer = body(client, "/").partition("<footer")[2]
    assert "<p>Call (555) 555-0142. We answer.</p>" in footer
    assert 'class="fine"' not in footer
    assert "[site" not in footer


def test_plain_page_fills_tokens_in_its_body(client):
    identity(phone="<(555)>")
    page = add_page(
        "<p>Call <b>[site:phone]</b>. Fax [site:fax].</p><p>[site:hours]</p>",
        introduction="At [site:phone]. Or [site:fax].",
    )
    text = body(client, page.url)
    assert "<p>Call <b>&lt;(555)&gt;</b>. </p>" in text
    assert '<p class="lead">At &lt;(555)&gt;.</p>' in text
    assert '<meta name="description" content="At &lt;(555)&gt;.">' in text
    assert "[site" not in text


def test_page_of_nothing_but_such_sentences_has_no_empty_part(client):
    page = add_page("<p>Fax [site:fax].</p>", introduction="[site:fax]")
    main = body(client, page.url).partition("<main")[2].partition("</main>")[0]
    assert "block flow" not in main
    assert "lead" not in main


def test_home_fills_tokens(client):
    identity(crisis_line="988")
    home = HomePage.objects.get()
    home.lead, home.body = "Call [site:crisis-line].", [("text", "<p>Fax [site:fax]. Or call.</p>")]
    home.save()
    text = body(client, "/")
    assert "Call 988." in text
    assert "<p>Or call.</p>" in text
    assert "[site" not in text


def test_logo_stands_beside_the_name_without_words_of_its_own(client):
    identity(name="Elm Center", logo=make_image(title="Picture of a logo", size=(400, 200)))
    brand = body(client, "/").partition('class="brand"')[2].partition("</a>")[0]
    assert 'alt=""' in brand
    assert "<svg" not in brand
    assert "<span>Elm Center</span>" in brand
    assert "Picture of a logo" not in brand


# ---- editors ----


def test_saving_a_page_warns_of_tokens_that_nothing_fills(client, editor):
    identity(phone="1")
    page = add_page("<p>Nothing.</p>")
    text = rich_text("<p>Call [site:phone] or fax [site:fax].</p>")
    data = nested_form_data(
        {
            "title": "About",
            "slug": "about",
            "body": streamfield([("text", text)]),
            "introduction": "",
        }
    )
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)
    shown = [str(message) for message in response.context["messages"]]
    assert any("[site:fax]" in message and "[site:phone]" not in message for message in shown)


def test_saving_a_page_with_filled_tokens_says_nothing(client, editor):
    identity(phone="1")
    page = add_page("<p>Nothing.</p>")
    data = nested_form_data(
        {
            "title": "About",
            "slug": "about",
            "body": streamfield([("text", rich_text("<p>Call [site:phone].</p>"))]),
            "introduction": "",
        }
    )
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)
    assert "are not printed" not in response.content.decode()


def test_saving_the_settings_warns_too(client, editor):
    found = identity()
    address = reverse("wagtailsettings:edit", args=["cms", "siteidentity", found.site_id])
    assert client.get(address).status_code == 200
    data = {"name": "Elm", "purpose": "[site:name] answers [site:phone].", "fine_print": ""}
    response = client.post(address, data, follow=True)
    shown = [str(message) for message in response.context["messages"]]
    assert any("[site:phone]" in message and "[site:name]" not in message for message in shown)


# ---- whoever runs the site ----


def warnings_of_the_database() -> list:
    found = run_checks(tags=[Tags.database], databases=["default"])
    return [warning for warning in found if warning.id == "cms.W001"]


def test_check_names_pages_and_settings_with_such_tokens():
    identity(fine_print="Open [site:hours].", phone="1")
    add_page("<p>Fax [site:fax]. Call [site:phone].</p>")
    add_page("<p>Fax [site:fax].</p>", title="Draft", slug="draft", live=False)
    found = warnings_of_the_database()
    assert [(warning.id, warning.msg) for warning in found] == [
        (
            "cms.W001",
            "The site identity of testserver has tokens that nothing fills: [site:hours].",
        ),
        ("cms.W001", "The page “About” (/home/about/) has tokens that nothing fills: [site:fax]."),
    ]


def test_check_looks_into_no_database_unless_asked(django_assert_num_queries):
    identity(fine_print="Open [site:hours].")
    with django_assert_num_queries(0):
        assert check_tokens_are_filled(None) == []


def test_check_runs_by_command(capsys):
    identity(fine_print="Open [site:hours].")
    call_command("check", databases=["default"])
    assert "cms.W001" in capsys.readouterr().err


def test_check_bears_tables_that_are_still_to_be_made():
    identity(fine_print="Open [site:hours].")

    def refuse(execute, *args):
        from django.db import OperationalError

        raise OperationalError("no such table")

    with connection.execute_wrapper(refuse):
        assert warnings_of_the_database() == []
