"""The demo's requests for TTA, brought to their stages by the actions that agencies and staff take."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from wagtail.models import Site

from cms.demo import content
from cms.demo.content.requests import PROVIDERS, REQUESTS, DemoRequest
from cms.demo.uploads import FILES
from events.models import EventIndexPage
from events.public_forms.addresses import address_key
from events.tta.actions.approve import approve
from events.tta.actions.assign import assign_provider
from events.tta.actions.cancel_request import cancel_request
from events.tta.actions.check_letter import LetterCheck, check_letter
from events.tta.actions.decline import decline
from events.tta.actions.make_event import make_event
from events.tta.actions.milestones import add_milestone
from events.tta.actions.move import move
from events.tta.actions.override_lead_time import override_lead_time
from events.tta.actions.own import set_owner
from events.tta.actions.record import Doer, staff
from events.tta.actions.return_request import return_request
from events.tta.actions.start_draft import start_draft
from events.tta.actions.submit import submit
from events.tta.actions.upload_letter import upload_letter
from events.tta.actions.withdraw import withdraw
from events.tta.agreement import Consent, agreement_of
from events.tta.answers import Answers
from events.tta.enums import Actor, OptionList, Stage
from events.tta.models import Option, Provider, TTARequest, TTASettings, TTAType
from events.tta.uploads import check_upload
from resources.intercepts import Intercept
from resources.models import Organization

LETTER = "letter-of-support.pdf"
# How long after the submission staff did what led to a stage, in parts of the time since.
REVIEWED, DECIDED, ASSIGNED, SCHEDULED, BEGUN, DELIVERED, ENDED = (
    0.1, 0.2, 0.3, 0.45, 0.6, 0.9, 0.97,
)  # fmt: skip
# The stages that a request passes on its way, with their moments.
WAY = (
    (Stage.ASSIGNED, ASSIGNED),
    (Stage.SCHEDULED, SCHEDULED),
    (Stage.IN_DELIVERY, BEGUN),
    (Stage.DELIVERED, DELIVERED),
    (Stage.CLOSED, ENDED),
)


@transaction.atomic
def build_requests(
    *, index: EventIndexPage, site: Site, now: datetime, say: Callable[[str], None]
) -> None:
    """Write every request, with its history, milestones and event, where there is none at all yet."""
    if TTARequest.objects.exists():
        return
    say("Requests for TTA …")
    texts = TTASettings.for_site(site)
    texts.sender_email = texts.staff_email = content.HELP_EMAIL
    texts.save()
    user = get_user_model().objects.filter(is_superuser=True).order_by("pk").first()
    providers = [_provider(*facts) for facts in PROVIDERS]
    for asked in REQUESTS:
        request = _sent(asked, site=site, texts=texts, now=now)
        if asked.stage != Stage.DRAFT:
            _Desk(asked, request, user=user, providers=providers, now=now).take_to_its_stage()
        if asked.event is not None:
            _publish_event(asked, request, index=index, user=user, now=now)


def _provider(name: str, contact: str, email: str) -> Provider:
    organization = Organization.objects.filter(name=name).first()
    if organization is None:
        organization = Organization(name=name)
        organization.save()
    return Provider.objects.get_or_create(
        organization=organization, defaults={"contact_name": contact, "contact_email": email}
    )[0]


def _sent(asked: DemoRequest, *, site: Site, texts: TTASettings, now: datetime) -> TTARequest:
    """The request as its agency left it: a draft, or submitted."""
    at = now - timedelta(days=asked.days_ago)
    name, role, email = asked.contact
    typed = {"contact_name": [name], "contact_role": [role], "contact_email": [email]}
    request, _is_new = start_draft(
        site=site, form_token=uuid5(NAMESPACE_URL, f"tta/{asked.title}"),
        typed=typed | {"agency_name": [asked.agency], "agency_place": [asked.place]},
        name=name, email=email, now=at,
    )  # fmt: skip
    if asked.stage == Stage.DRAFT:
        return request
    if asked.letter == "upload":
        file = SimpleUploadedFile(LETTER, (FILES / LETTER).read_bytes(), "application/pdf")
        by = Doer(actor=Actor.REQUESTER, name=name)
        upload_letter(request=request, file=file, checked=check_upload(file), doer=by, now=at)
        request.refresh_from_db()
    return submit(
        request=request, answers=_answers(asked, now=now), now=at, seen=request.version,
        consent=Consent(agreement=agreement_of(texts), name=name),
    )  # fmt: skip


def _answers(asked: DemoRequest, *, now: datetime) -> Answers:
    name, role, email = asked.contact
    day = _day(asked.event_in_days, now=now)
    columns: dict[str, Any] = {
        "contact_name": name, "contact_role": role, "contact_email": email,
        "email_key": address_key(email), "agency_name": asked.agency, "agency_place": asked.place,
        "agency_type": _option(OptionList.AGENCY_TYPE, asked.agency_type), "title": asked.title,
        "narrative": asked.narrative, "tta_type": TTAType.objects.get(key=asked.tta_type),
        "program_area": _option(OptionList.PROGRAM_AREA, asked.area),
        "supports_practice": asked.is_practice, "practice_name": asked.practice,
        "is_emerging": asked.is_emerging, "emerging_need": asked.need,
        "delivery": asked.delivery, "place_name": asked.place_name, "expected_people": asked.people,
        "may_be_listed": asked.in_catalog, "letter_plan": asked.letter,
        "intercepts": tuple(Intercept(number) for number in asked.intercepts),
    }  # fmt: skip
    if day and asked.times:
        columns |= {
            "has_event": True, "event_date": day, "event_start_time": asked.times[0],
            "event_end_time": asked.times[1], "event_zone": asked.zone,
        }  # fmt: skip
    return Answers(
        columns=columns,
        sub_topics=_options(OptionList.SUB_TOPIC, asked.sub_topics),
        audiences=_options(OptionList.AUDIENCE, asked.audiences),
    )


def _options(name: OptionList, entries: tuple[str, ...]) -> list[Option]:
    return list(Option.objects.filter(list=name, name__in=entries))


def _option(name: OptionList, entry: str) -> Option | None:
    return Option.objects.get(list=name, name=entry) if entry else None


class _Desk:
    """What staff do with one request, each act at its moment between the submission and now."""

    def __init__(self, asked: DemoRequest, request: TTARequest, *, user, providers, now: datetime):
        self.asked, self.request, self.providers, self.now = asked, request, providers, now
        self.user = user
        self.facts: dict[str, Any] = {"request": request, "doer": staff(user)}

    def at(self, part: float) -> datetime:
        return self.now - timedelta(days=self.asked.days_ago) * (1 - part)

    def take_to_its_stage(self) -> None:
        stage, comment = Stage(self.asked.stage), self.asked.comment
        if stage == Stage.SUBMITTED:
            return
        set_owner(owner=self.user, now=self.at(REVIEWED), **self.facts)
        move(to=Stage.UNDER_REVIEW, now=self.at(REVIEWED), **self.facts)
        if stage == Stage.RETURNED:
            return_request(comment=comment, now=self.at(DECIDED), **self.facts)
        elif stage == Stage.DECLINED:
            decline(reason=comment, now=self.at(DECIDED), **self.facts)
        elif stage == Stage.WITHDRAWN:
            withdraw(request=self.request, now=self.at(DECIDED))
        elif stage != Stage.UNDER_REVIEW:
            self._approve()
            self._deliver(stage, comment)
            self._write_milestones()

    def _approve(self) -> None:
        at = self.at(DECIDED)
        if self.asked.letter:
            check = LetterCheck(says_what=True, says_needs=True, says_benefits=True)
            check_letter(check=check, now=at, **self.facts)
        if self.asked.event_in_days is not None:
            reason = "The provider has this course ready."
            override_lead_time(reason=reason, now=at, **self.facts)
        TTARequest.objects.filter(pk=self.request.pk).update(
            public_description=self.asked.public_description, is_in_catalog=self.asked.in_catalog
        )
        approve(now=at, **self.facts)
        if self.asked.milestones:
            self.request.milestones.all().delete()  # the demo's own stand in their place

    def _deliver(self, stage: Stage, comment: str) -> None:
        if self.asked.provider is None:
            return
        for to, part in WAY:
            if to == Stage.ASSIGNED:
                provider = self.providers[self.asked.provider]
                assign_provider(provider=provider, now=self.at(part), **self.facts)
            else:
                move(to=to, now=self.at(part), **self.facts)
            if to == stage or (to == Stage.ASSIGNED and stage in (Stage.CANCELLED, Stage.ON_HOLD)):
                break
        if stage == Stage.ON_HOLD:
            move(to=stage, comment=comment, now=self.at(SCHEDULED), **self.facts)
        elif stage == Stage.CANCELLED:
            cancel_request(reason=comment, now=self.at(SCHEDULED), **self.facts)

    def _write_milestones(self) -> None:
        for milestone in self.asked.milestones:
            done = milestone.done
            at = self.at(DECIDED) if done is None else self.now + timedelta(days=done)
            add_milestone(
                text=milestone.text,
                note=milestone.note,
                due_date=_day(milestone.due, now=self.now),
                done_date=_day(done, now=self.now),
                now=at,
                **self.facts,
            )


def _day(days: int | None, *, now: datetime) -> date | None:
    """The day so many days from now, as staff write it: in the evening UTC is a day ahead of them."""
    if days is None:
        return None
    return (now + timedelta(days=days)).astimezone(ZoneInfo(settings.TTA_TIME_ZONE)).date()


def _publish_event(asked: DemoRequest, request: TTARequest, *, index, user, now: datetime) -> None:
    """The event of a request, as an editor finishes the draft that was made of it."""
    assert asked.event is not None
    page = make_event(request=request, parent=index, user=user, now=now)
    page.summary = asked.event.summary
    if not index.get_children().filter(slug=asked.event.slug).exists():
        page.slug = asked.event.slug
    page.save_revision(user=user).publish(user=user)
