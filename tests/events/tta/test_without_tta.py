"""A site that leaves the app out by one line of its settings: everything else works."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent.parent

# The one line, as a site writes it into its own settings.
SETTINGS = """
from cms.settings.test import *
INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "events.tta"]
"""

# What such a site is asked; each answer is printed.
STORY = """
import django
django.setup()
import sys
from django.apps import apps
from django.core.management import call_command
from django.test import Client

call_command("check", fail_level="WARNING")
call_command("migrate", verbosity=0)
call_command("makemigrations", check=True, dry_run=True, verbosity=0)

import datetime as dt
import uuid
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page, Site
from cms.models import HomePage
from events.models import EventIndexPage, Session, WebinarPage
from events.registration.actions import Registrant, register

now = timezone.now()
home = Page.get_first_root_node().add_child(instance=HomePage(title="Home", slug="front"))
Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
index = home.add_child(instance=EventIndexPage(title="Events", slug="events"))
event = WebinarPage(title="Still here", slug="still-here", summary="What it is about.")
event.sessions = [Session(date=now.date() + dt.timedelta(days=7), start_time=dt.time(14), end_time=dt.time(15))]
event = index.add_child(instance=event)
register(event=event, registrant=Registrant(name="A", email="a@county.example"), form_token=uuid.uuid4(), now=now)
editor = get_user_model().objects.create_superuser("editor", "editor@tta.example", "password")
client = Client()
for address in ("/", "/events/", event.url, event.url + "register/", event.url + "event.ics",
                "/search/?q=still", "/calendar/events.ics", "/sitemap.xml", "/calendar/", "/keywords/", "/healthz",
                "/tta/", "/tta/request/"):
    print(address, client.get(address).status_code)
page = client.get("/").content.decode()
print("menu", "/tta/" in page)
client.force_login(editor)
for address in ("/admin/", f"/admin/pages/{event.pk}/edit/", "/admin/reports/site-history/"):
    print(address, client.get(address).status_code)
print("installed", apps.is_installed("events.tta"))
print("imported", sorted(name for name in sys.modules if name.startswith("events.tta")))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, str]:
    """What the site without the app prints, by the first word of each line."""
    folder = tmp_path_factory.mktemp("without")
    (folder / "without_tta.py").write_text(SETTINGS)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "without_tta",
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
        "TTA_VAR_DIR": str(folder / "var"),
        "DATABASE_URL": f"sqlite://{folder}/without.sqlite3",
    }
    done = subprocess.run(
        [sys.executable, "-c", STORY], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    lines = [line.partition(" ") for line in done.stdout.splitlines()]
    return {first: rest for first, _, rest in lines}


def test_nothing_of_the_app_is_imported(answers):
    assert answers["installed"] == "False"
    assert answers["imported"] == "[]"


def test_rest_of_the_site_answers(answers):
    public = [key for key in answers if key.startswith("/") and not key.startswith("/tta/")]
    assert len(public) >= 12
    assert {key: answers[key] for key in public} == dict.fromkeys(public, "200")


def test_addresses_of_the_app_are_not_there_and_nothing_leads_to_them(answers):
    assert (answers["/tta/"], answers["/tta/request/"]) == ("404", "404")
    assert answers["menu"] == "False"
