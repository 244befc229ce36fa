"""What every secret feed has: a nonce that its address is signed with, and whether the address works."""

import hashlib
import secrets
from datetime import datetime

from django.db import models


def mint_secret() -> str:
    """What an address is signed with: a new one makes every older address dead."""
    return secrets.token_urlsafe(18)


class SecretFeed(models.Model):
    """One feed behind an address that nobody can guess.

    The row stays when the feed is stopped, so that its address is known as one that worked once.
    """

    nonce = models.CharField(max_length=40, default=mint_secret)
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    @property
    def is_on(self) -> bool:
        return self.stopped_at is None

    @property
    def mark(self) -> str:
        """Another text after each change, and no part of the address: a form with an older one was sent twice."""
        return hashlib.sha256(f"{self.nonce}:{self.is_on}".encode()).hexdigest()[:12]

    def renew(self, *, now: datetime) -> None:
        """A new address; save it afterwards. Every older one is dead."""
        self.nonce, self.made_at, self.stopped_at = mint_secret(), now, None
