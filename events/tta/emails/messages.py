"""Writing one message about a request: text and HTML from a pair of templates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.template.loader import get_template
from django.utils.translation import gettext as _

from events.mail_words import name_to_greet, one_line
from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.public_forms.addresses import address_key
from events.site_tokens import site_values
from events.tta.emails.mailed_request import MailedRequest
from events.tta.models import HistoryEntry, TTARequest, TTASettings


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """The requests that the mails of a batch name, and the entries of the history that they tell of, by id."""

    requests: dict[int, MailedRequest]
    entries: dict[int, HistoryEntry]

    def request_of(self, mail: OwedMail) -> MailedRequest:
        """The request of a mail; raises NotNeeded where it is no more."""
        found = self.requests.get(mail.payload["request"])
        if found is None:
            raise NotNeeded(_("The request is no more."))
        return found

    def own_request_of(self, mail: OwedMail) -> MailedRequest:
        """The request of a mail to its requester; raises NotNeeded for an address that is theirs no more.

        The mail holds the link, which works for whoever reads it.
        """
        found = self.request_of(mail)
        if address_key(mail.to_address) != found.request.email_key:
            raise NotNeeded(_("The request has another address now."))
        return found

    def entry_of(self, mail: OwedMail) -> HistoryEntry:
        """The entry of the history that a mail tells of; raises NotNeeded where it is no more."""
        found = self.entries.get(mail.payload.get("entry"))
        if found is None:
            raise NotNeeded(_("What the mail tells of is no more."))
        return found


def load(mails: Sequence[OwedMail]) -> Loaded:
    """The requests of the mails with the texts of their sites; a number of queries that depends on sites only."""
    ids = {mail.payload["request"] for mail in mails}
    requests = TTARequest.objects.select_related(
        "site__root_page", "tta_type", "provider__organization", "owner"
    ).in_bulk(ids)
    sites = {request.site_id: request.site for request in requests.values()}
    texts = {row.site_id: row for row in TTASettings.objects.filter(site__in=sites)}
    values = {pk: site_values(site=site) for pk, site in sites.items()}
    entries = {mail.payload.get("entry") for mail in mails} - {None}
    return Loaded(
        requests={
            pk: MailedRequest(
                request=request,
                texts=texts.get(request.site_id) or TTASettings(site=request.site),
                values=values[request.site_id],
            )
            for pk, request in requests.items()
        },
        entries=HistoryEntry.objects.in_bulk(entries) if entries else {},
    )


def compose(
    *, template: str, subject: str, mailed: MailedRequest, name: str = "", **facts
) -> EmailMultiAlternatives:
    """The message of `tta/email/<template>.txt` and `.html`, from the sender of the request's site.

    `name` is printed only where it is harmless: anybody can type a name for anybody's address.
    """
    subject = one_line(subject)
    context = {
        "subject": subject,
        "mailed": mailed,
        "request": mailed.request,
        "name": name_to_greet(name),
        **facts,
    }
    text = get_template(f"tta/email/{template}.txt").render(context)
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    body = re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
    message = EmailMultiAlternatives(subject=subject, body=body, from_email=mailed.sender.header)
    html = get_template(f"tta/email/{template}.html").render(context)
    message.attach_alternative(re.sub(r"\n\s*\n", "\n", html), "text/html")
    return message
