"""Submit a request, the first time or after changes that staff asked for."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.public_forms.addresses import address_key
from events.tta.actions.mail_link import has_link_elsewhere
from events.tta.actions.move import STAGE_FIELDS, move_locked
from events.tta.actions.record import SYSTEM, lock, remember, requester, write
from events.tta.actions.reviews import open_review
from events.tta.actions.save_page import NotOpen
from events.tta.agreement import Consent
from events.tta.answers import Answers, Further
from events.tta.emails.owed import owe_desk, owe_receipt
from events.tta.enums import OPEN_TO_REQUESTER, EntryKind, Stage
from events.tta.letters import refresh_letter_state
from events.tta.models import Answer, TTARequest
from events.tta.models.request import mint_nonce

_AGREED = ("agreed_text", "agreed_version", "agreed_name", "agreed_at")


@transaction.atomic
def submit(
    *, request: TTARequest, answers: Answers, consent: Consent, now: datetime, seen: int
) -> TTARequest:
    """Write the checked answers into the request and hand it to staff; it keeps its number and its letters.

    `answers` were read from version `seen`. What was typed goes: from here on the fields are the one truth, and a
    later change begins with them. A double click returns the submitted request. The requester gets a
    receipt with all answers, the desk a mail, and a review opens. A link that went to an address which was corrected
    since is dead from now on. Raises NotOpen, and ChangedMeanwhile
    where a page was saved elsewhere since the answers were read.
    """
    request = lock(request.pk)
    if request.stage == Stage.SUBMITTED:
        return request
    if request.stage not in OPEN_TO_REQUESTER:
        raise NotOpen(request)
    request = lock(request.pk, seen=seen)
    asked_for = (request.event_date, request.tta_type_id)
    answers.set_on(request)
    if request.lead_override and asked_for != (request.event_date, request.tta_type_id):
        _take_lead_override_back(request, now)
    request.email_key = address_key(request.contact_email)
    if has_link_elsewhere(request):
        request.nonce = mint_nonce()
    request.typed = {}
    request.agreed_text, request.agreed_version = consent.agreement.text, consent.agreement.version
    request.agreed_name, request.agreed_at = consent.name, now
    request.submitted_at = request.submitted_at or now
    refresh_letter_state(request)
    agreed = _remember_agreement(request, consent, now)
    move_locked(
        request=request, to=Stage.SUBMITTED, doer=requester(request), now=now, is_mailed=False
    )
    write(
        request, *answers.columns, *STAGE_FIELDS, *_AGREED, "email_key", "nonce", "typed", "submitted_at",
        "letter_state", "lead_override", now=now,
    )  # fmt: skip
    request.sub_topics.set(answers.sub_topics)
    request.audiences.set(answers.audiences)
    _write_answers(request, answers.further, now)
    open_review(request=request, now=now)
    owe_receipt(request=request, entry=agreed, now=now)
    owe_desk(request=request, entry=_last_move(request), now=now)
    return request


def _take_lead_override_back(request: TTARequest, now: datetime) -> None:
    """The reason was given for another date or type; staff look at the new one."""
    remember(
        request, kind=EntryKind.CHANGE, doer=SYSTEM, now=now, comment=request.lead_override,
        words=_("The lead time holds again: date or type changed"),
    )  # fmt: skip
    request.lead_override = ""


def _remember_agreement(request: TTARequest, consent: Consent, now: datetime):
    words = _("%(name)s agreed to version %(version)s of the agreement") % {
        "name": consent.name,
        "version": consent.agreement.version,
    }
    return remember(
        request, kind=EntryKind.AGREEMENT, doer=requester(request), now=now, words=words,
        comment=consent.agreement.text, is_public=True,
    )  # fmt: skip


def _last_move(request: TTARequest):
    return request.history.filter(kind=EntryKind.STAGE).order_by("-pk")[0]


def _write_answers(request: TTARequest, further: list[Further], now: datetime) -> None:
    """The further answers as they are now. Answers to another type's questions go into the history.

    Answers whose question is no more stay.
    """
    asked = {item.question_id for item in further}
    dropped = [
        row for row in request.answers.exclude(question=None) if row.question_id not in asked
    ]
    if dropped:
        remember(
            request, kind=EntryKind.CHANGE, doer=requester(request), now=now, is_public=True,
            words=_("Further answers that are asked for no more"),
            facts=_as_facts(dropped),
        )  # fmt: skip
    request.answers.exclude(question=None).delete()
    # A question that went while it was answered anew: the newer answer takes the place of the older.
    gone = [item.label for item in further if item.question_id is None]
    request.answers.filter(label__in=gone).delete()
    Answer.objects.bulk_create(
        Answer(
            request=request, question_id=item.question_id, label=item.label, text=item.text,
            sort_order=number,
        )
        for number, item in enumerate(further)
    )  # fmt: skip


def _as_facts(dropped: list[Answer]) -> dict[str, list[str]]:
    """Old and new by question; questions of the same words stand together."""
    old: dict[str, list[str]] = {}
    for row in dropped:
        old.setdefault(row.label, []).append(row.text)
    return {label: ["\n".join(texts), ""] for label, texts in old.items()}
