"""Requests for TTA, their lists and people."""

from datetime import date, datetime, time, timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Site

from events.tta.defaults import add_defaults
from events.tta.enums import LetterState, OptionList, Stage
from events.tta.models import Option, Provider, TTARequest, TTAType, TypeMilestone
from events.tta.numbers import create_numbered
from tests.make.events import NOW
from tests.make.library import make_organization

_numbers = count(1)
DAY = date(2027, 6, 10)


def make_lists() -> None:
    """The shipped lists and types: they come with the migrations, and a flushed database has lost them."""
    add_defaults(option_model=Option, type_model=TTAType, milestone_model=TypeMilestone)


def make_type(key: str = "classroom-training", **fields) -> TTAType:
    """The shipped type of this key, with these fields."""
    make_lists()
    found = TTAType.objects.filter(key=key).first() or TTAType(key=key, name=key.title())
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    return found


def make_option(name: str, *, of: OptionList = OptionList.PROGRAM_AREA, **fields) -> Option:
    return Option.objects.get_or_create(list=of, name=name, defaults=fields)[0]


def make_provider(name: str | None = None, *, people=(), **fields) -> Provider:
    """A provider with these users as its people."""
    number = next(_numbers)
    fields.setdefault("contact_email", f"provider{number}@example.org")
    provider = Provider.objects.create(
        organization=make_organization(name or f"Provider {number}"), **fields
    )
    provider.people.set(people)
    return provider


def make_request(
    *,
    stage: str = Stage.SUBMITTED,
    now: datetime = NOW,
    audiences=(),
    sub_topics=(),
    partners=(),
    **fields,
) -> TTARequest:
    """A request as it stands after submission, at `stage`; nothing was mailed and no review is open."""
    number = next(_numbers)
    values = {
        "contact_name": "Dana Whitfield",
        "contact_role": "Sergeant",
        "contact_email": f"dana{number}@springfield.example",
        "contact_phone": "(555) 555-0188",
        "agency_name": "Springfield Police Department",
        "agency_place": "Springfield, Massachusetts",
        "title": f"Co-response for the night shift {number}",
        "narrative": "Our officers answer most calls at night without a clinician.",
        "tta_type": fields.get("tta_type") or make_type(),
        "has_event": True,
        "event_date": DAY,
        "event_start_time": time(9),
        "event_end_time": time(16),
        "event_zone": "America/New_York",
        "agreed_text": "I will tell the center.",
        "agreed_version": 1,
        "agreed_name": "Dana Whitfield",
        "agreed_at": now,
        "submitted_at": now,
        "letter_state": LetterState.MISSING,
    } | fields
    values["email_key"] = values["contact_email"].casefold()
    if stage == Stage.DRAFT:
        values |= {"submitted_at": None, "agreed_at": None}
    request = create_numbered(
        TTARequest(
            site=fields.get("site") or Site.objects.get(is_default_site=True),
            stage=stage, stage_since=now, created_at=now, changed_at=now,
            **{name: value for name, value in values.items() if name != "site"},
        ),
        now=now,
    )  # fmt: skip
    request.audiences.set(audiences)
    request.sub_topics.set(sub_topics)
    request.partners.set(partners)
    return request


def make_desk_member(*permissions: str, username: str = "desk", **fields):
    """A user of the request desk; permissions such as "change" and "decide", beside seeing."""
    user = get_user_model().objects.create_user(
        username=username, email=f"{username}@tta.example", password="pw", **fields
    )
    group = Group.objects.create(name=f"Desk of {username}")
    names = [f"{name}_ttarequest" for name in ("view", *permissions)]
    found = Permission.objects.filter(content_type__app_label="tta", codename__in=names)
    admin = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.set([*found, admin])
    user.groups.add(group)
    return user


def make_provider_person(provider: Provider, *, username: str = "provider"):
    """A user of the admin who is one of this provider's people, and nothing else."""
    user = get_user_model().objects.create_user(
        username=username, email=f"{username}@provider.example", password="pw"
    )
    group = Group.objects.create(name=f"People of {username}")
    group.permissions.set([
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    ])  # fmt: skip
    user.groups.add(group)
    provider.people.add(user)
    return user


def days_ago(days: int, *, now: datetime = NOW) -> datetime:
    return now - timedelta(days=days)
