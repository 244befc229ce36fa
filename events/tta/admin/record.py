"""The record: everything of one request on one page; for provider people what is theirs to know."""

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from events.outbox.kinds import mail_kind
from events.outbox.models import OwedMail
from events.outbox.permissions import may_see as may_see_mail
from events.outbox.views import NAMESPACE as MAIL
from events.times import format_moment
from events.tta.admin.act_views import RecordView, act_url
from events.tta.admin.acts import plain_moves
from events.tta.admin.buttons import registered_buttons
from events.tta.admin.listing import listing_url, user_name
from events.tta.admin.milestone_views import may_mark, new_date_of
from events.tta.answers import answered_in_words, answers_of
from events.tta.clock import center_date
from events.tta.enums import ENDED, IN_WORK, EntryKind, ReportState, Stage
from events.tta.models import TTARequest
from events.tta.permissions import is_staff, may_change
from events.tta.queue import age_in_days, lead_words
from events.tta.review_workflow import may_decide_on
from events.tta.stages import MOVES

PAGES = (
    ("you", gettext_lazy("Who is asking")),
    ("need", gettext_lazy("What is needed")),
    ("event", gettext_lazy("Event and audience")),
    ("letter", gettext_lazy("Letter of support, as the requester said")),
)


def moment(at) -> str:
    return format_moment(at=at, zone=settings.TTA_TIME_ZONE) if at else ""


class RecordPageView(RecordView, TemplateView):  # ty: ignore[inconsistent-mro]
    """For the desk and the provider's people; each button is there for who may press it, and each view asks again."""

    template_name = "tta/admin/record.html"

    def get_page_title(self):
        return _("TTA request")

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": listing_url(), "label": _("TTA requests")},
            {"url": "", "label": self.record.number},
        ]

    def get_context_data(self, **kwargs):
        record, user = self.record, self.request.user
        answered = answered_in_words(record, answers_of(record))
        context = {
            "record": record,
            "is_staff": is_staff(user),
            "may_change": may_change(user),
            "may_mark": may_mark(record, user),
            "submitted": moment(record.submitted_at),
            "age": age_in_days(record, now=timezone.now()),
            "lead": lead_words(record),
            "stage_since": moment(record.stage_since),
            "answered": [(label, answered[name]) for name, label in PAGES if answered[name]],
            "buttons": record_buttons(record, user),
            "milestones": self.milestones(),
            "partners": list(record.partners.select_related("organization")),
            "messages_written": self.conversation(record.messages.all()),
            "letters": [(row, moment(row.uploaded_at)) for row in record.letters.all()],
            "ties": record.events.select_related("page"),
            "history": history_of(record, user),
        }
        if context["is_staff"]:
            context |= {
                "staff_facts": staff_facts(record),
                "agreed_at": moment(record.agreed_at),
                "notes": self.conversation(record.notes.all()),
                "reports": self.reports(),
            }
        return super().get_context_data(**context, **kwargs)

    def milestones(self):
        """Those that the user may see, with how late they are."""
        rows = self.record.milestones.all()
        if not is_staff(self.request.user):
            rows = rows.filter(is_public=True)
        today = center_date(timezone.now())
        return [(row, row.days_late(today)) for row in rows]

    def conversation(self, rows):
        return [(row, moment(row.at)) for row in rows]

    def reports(self):
        return [
            (row, moment(row.made_at), new_date_of(row), row.state == ReportState.OPEN)
            for row in self.record.reports.all()
        ]


def staff_facts(record: TTARequest) -> list[tuple[str, str]]:
    """What the desk knows beside what was asked; what is missing is said."""
    nothing = _("Not given")
    yes = {True: _("Yes"), False: _("No")}
    receipt = nothing
    if record.letter_received_date:
        receipt = f"{record.letter_received_date:%Y-%m-%d}, {record.letter_received_by}"
    return [
        (_("Owner"), user_name(record.owner) or _("Nobody")),
        (_("Source"), str(record.source or nothing)),
        (_("Category"), str(record.category or nothing)),
        (_("Estimated cost"), str(record.cost_band or nothing)),
        (_("Grant manager"), record.grant_manager or nothing),
        (_("Why it may be sooner than the lead time"), record.lead_override or nothing),
        (_("Letter received by e-mail"), receipt),
        (_("The letter says who, what, where, when and why"), yes[record.letter_says_what]),
        (_("The letter says what the needs are"), yes[record.letter_says_needs]),
        (_("The letter says which benefits are expected"), yes[record.letter_says_benefits]),
        (_("Public description"), record.public_description or nothing),
        (_("Listed in the public catalog"), yes[record.is_in_catalog]),
    ]


def record_buttons(record: TTARequest, user) -> list[tuple[str, str, bool]]:
    """What this user can do with this record now, as (label, address, whether it is serious)."""
    found = []
    if may_decide_on(record, user):
        found += [("approve", _("Approve"), False)]
        found += [("return", _("Return for changes"), False), ("decline", _("Decline"), True)]
    if plain_moves(record, user):
        found.append(("move", _("Move to another stage"), False))
    if may_change(user):
        found += _of_triage(record, user)
    buttons = [(label, act_url(name, record.pk), serious) for name, label, serious in found]
    more = registered_buttons(request=record, user=user)
    return buttons + [(button.label, button.url, False) for button in more]


def _of_triage(record: TTARequest, user) -> list[tuple[str, str, bool]]:
    found = [("own", _("Set the owner"), False)]
    if record.stage in IN_WORK:
        found.append(("assign", _("Assign a provider"), False))
    if record.stage == Stage.ASSIGNED:
        found.append(("take_back", _("Take it from the provider"), False))
    found += [
        ("letter", _("Check the letter"), False),
        ("lead", _("Lead time"), False),
        ("correct", _("Correct"), False),
        ("message", _("Write to the requester"), False),
        ("note", _("Write a note"), False),
    ]
    if record.stage not in ENDED and Stage.CANCELLED in MOVES[Stage(record.stage)]:
        found.append(("cancel", _("Cancel the request"), True))
    return found


def history_of(record: TTARequest, user) -> list[dict]:
    """What happened and what was mailed, newest first; for provider people what the requester reads, too."""
    entries, hidden = record.history.all(), set()
    if not is_staff(user):
        hidden = {"note"}  # of a milestone
        shown = Q(is_public=True) | Q(kind=EntryKind.PROVIDER)
        entries = entries.filter(shown).exclude(kind__in=[EntryKind.NOTE, EntryKind.OWNER])
    found = [
        {
            "at": entry.at,
            "moment": moment(entry.at),
            "who": entry.by_name or entry.get_actor_display(),
            "kind": entry.get_kind_display(),
            "words": entry.words,
            "comment": entry.comment,
            "facts": [
                (_label(name), *entry.facts[name]) for name in entry.facts if name not in hidden
            ],
            "url": "",
        }
        for entry in entries
    ]
    if is_staff(user):
        found += [_mail(mail, user) for mail in OwedMail.objects.filter(holder=record.holder)]
    # Entries of one moment keep the order in which they were written, the last one first.
    found.sort(key=lambda row: row["at"])
    return found[::-1]


def _mail(mail: OwedMail, user) -> dict:
    try:
        kind = str(mail_kind(mail.kind).label)
    except KeyError:
        kind = mail.kind
    url = reverse(f"{MAIL}:inspect", args=[mail.pk]) if may_see_mail(user) else ""
    words = _("To %(address)s: %(state)s") % {
        "address": mail.to_address, "state": mail.get_state_display().lower()
    }  # fmt: skip
    return {
        "at": mail.created_at, "moment": moment(mail.created_at), "who": "", "words": words,
        "kind": _("Mail “%(kind)s”") % {"kind": kind}, "comment": mail.error, "facts": [], "url": url,
    }  # fmt: skip


def _label(name: str) -> str:
    try:
        label = str(getattr(TTARequest._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        label = name.replace("_", " ")
    return label[:1].upper() + label[1:]
