"""The wheel goes into somebody else's Wagtail site: built, installed, and used there."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

ROOMS = ["events", "speakers", "resources"]
WITH_REGISTRATION = [*ROOMS, "events.outbox", "events.registration"]

SETTINGS = """
INSTALLED_APPS += {apps}
TTA_TIME_ZONE = "America/Chicago"
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
"""

URLS = """
urlpatterns.insert(0, path("", include("events.urls")))
urlpatterns.insert(0, path("", include("resources.urls")))
urlpatterns.insert(0, path("", include("speakers.urls")))
"""

REGISTRATION_URLS = """
urlpatterns.insert(0, path("", include("events.registration.urls")))
"""

STORY = """
import datetime
from django.test import Client
from wagtail.models import Site
from events.models import EventIndexPage, EventKeyword, Presenter, Session, WebinarPage
from resources.models import (
    Keyword, ResourceIndexPage, ResourceKeyword, ResourcePage, TopicEntry, TopicPage,
)
from speakers.models import Speaker

site = Site.objects.get(is_default_site=True)
index = site.root_page.add_child(instance=EventIndexPage(title="Events", slug="events"))
speaker = Speaker(name="Ana Prado")
speaker.save()
webinar = WebinarPage(title="Hello", slug="hello", summary="A first webinar.")
day = datetime.date.today() + datetime.timedelta(days=7)
webinar.sessions = [
    Session(date=day, start_time=datetime.time(14), end_time=datetime.time(15))
]
webinar.presenters = [Presenter(speaker=speaker)]
keyword = Keyword(label="Hello keyword")
keyword.save()
webinar.keyword_links = [EventKeyword(keyword=keyword)]
index.add_child(instance=webinar)
library = Site.objects.get().root_page.add_child(
    instance=ResourceIndexPage(title="Library", slug="library")
)
resource = ResourcePage(title="Hello guide", slug="hello-guide")
resource.keyword_links = [ResourceKeyword(keyword=keyword)]
library.add_child(instance=resource)
topic = TopicPage(title="Hello topic", slug="hello-topic")
topic.entries = [TopicEntry(page=resource), TopicEntry(page=webinar)]
ResourceIndexPage.objects.get().add_child(instance=topic)
client = Client(headers={"host": site.hostname})
for address in (
    "/events/", "/events/hello/", "/events/hello/event.ics", "/calendar/",
    "/calendar/events.ics", "/speakers/ana-prado/",
    "/library/", "/library/hello-guide/", "/library/hello-topic/", "/keywords/hello-keyword/",
):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    assert b"Hello" in answer.content or address == "/calendar/", address
print("all answered")
"""

REGISTRATION_STORY = """
import re
from django.core import mail
from django.core.management import call_command
from events.registration.models import Registration

page = client.get("/events/hello/register/").content.decode()
hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)"', page))
import time
time.sleep(2.1)
answer = client.post(
    "/events/hello/register/",
    hidden | {"name": "Ana Prado", "email": "ana@county.example",
     "organization": "Pine County", "role": "Another role", "agree": "on"},
)
assert answer.status_code in (302, 303), answer.content.decode()
assert Registration.objects.get().state == "confirmed"
assert b"/register/" in client.get("/events/hello/").content
call_command("worker", once=True, verbosity=0)
from events.outbox.models import OwedMail
assert OwedMail.objects.get().state == "sent", OwedMail.objects.get().error
print("registered and mailed")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    return next(folder.glob("*.whl"))


def run(*command: str, cwd: Path, **environment: str) -> str:
    """The command's output; a failure shows what it said."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PYTHONPATH")
    }
    done = subprocess.run(
        command, cwd=cwd, env={**inherited, **environment}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_wheel_carries_rooms_with_templates_and_migrations_but_not_the_site(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {
        "events",
        "resources",
        "speakers",
    }
    assert {
        "events/templates/events/event_page.html",
        "events/templates/events/admin/event_action.html",
        "events/migrations/0001_initial.py",
        "events/static/cms/site.css",
        "resources/migrations/0001_initial.py",
        "resources/templates/resources/topic_page.html",
        "speakers/templates/speakers/speaker.html",
    } <= names


@pytest.fixture
def make_project(wheel, tmp_path):
    """`make_project(apps=…, urls=…)`: a fresh, migrated Wagtail project; returns what runs its `manage.py`."""

    def make(*, apps: list[str], urls: str):
        libraries = tmp_path / "libraries"
        zipfile.ZipFile(wheel).extractall(libraries)
        starter = "from wagtail.bin.wagtail import main; main()"
        run(sys.executable, "-c", starter, "start", "host", cwd=tmp_path)
        host = tmp_path / "host"
        with (host / "host/settings/dev.py").open("a") as settings:
            settings.write(SETTINGS.format(apps=apps))
        with (host / "host/urls.py").open("a") as file:
            file.write(urls)

        def manage(*arguments: str) -> str:
            command = (sys.executable, "manage.py", *arguments)
            return run(*command, cwd=host, PYTHONPATH=str(libraries))

        manage("check")
        manage("migrate", "--verbosity=0")
        return manage

    return make


def test_wheel_serves_events_in_a_fresh_wagtail_project_without_registration(make_project):
    manage = make_project(apps=ROOMS, urls=URLS)
    assert "all answered" in manage("shell", "-c", STORY)
    manage("worker", "--once")


def test_wheel_registers_people_in_a_fresh_wagtail_project(make_project):
    manage = make_project(apps=WITH_REGISTRATION, urls=URLS + REGISTRATION_URLS)
    said = manage("shell", "-c", STORY + REGISTRATION_STORY)
    assert "all answered" in said
    assert "registered and mailed" in said
