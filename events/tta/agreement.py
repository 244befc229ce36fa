"""What a requester undertakes: the text of the site, as it stands now."""

import hashlib
from dataclasses import dataclass

from events.site_tokens import fill_text, site_values
from events.tta.models import TTASettings


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A text and its version. `digest` tells whether somebody read this text or an older one."""

    text: str
    version: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.version}\n{self.text}".encode()).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True)
class Consent:
    """An agreement, and the name that somebody typed below it."""

    agreement: Agreement
    name: str


def agreement_of(texts: TTASettings) -> Agreement:
    """The agreement of a site with its tokens filled."""
    values = site_values(site=texts.site)
    return Agreement(
        text=fill_text(str(texts.agreement_text), values), version=texts.agreement_version
    )
