"""The calendar “my registrations” of one e-mail address."""

from django.db import models

from events.models.secret_feed import SecretFeed


class PersonalFeed(SecretFeed):
    """Whose feed it is: it shows what is registered with this address at the moment it is asked for."""

    email_key = models.CharField(max_length=254, unique=True)

    def __str__(self):
        return f"{self.email_key}, {self.made_at:%Y-%m-%d}"
