"""Settings of the outbox, looked at when the site starts."""

from django.conf import settings
from django.core.checks import Error, Tags, register

# Name, id, smallest and largest value, what to use instead.
NUMBERS = [
    ("TTA_MAIL_TRIES", "outbox.E001", 1, 1000, "how often a message is tried: 10 is usual"),
    ("TTA_MAIL_PER_MINUTE", "outbox.E002", 0, 1_000_000, "messages a minute, or 0 for no limit"),
    ("TTA_MAIL_LEASE_SECONDS", "outbox.E003", 3, 60, "seconds until a dead worker's mail is taken over"),
]  # fmt: skip


@register(Tags.compatibility)
def check_mail_numbers(app_configs, **kwargs):
    """The numbers that a site may set are whole numbers that make sense."""
    return number_errors(NUMBERS)


def number_errors(numbers) -> list[Error]:
    """One error for each setting of `numbers` (rows as in NUMBERS) that is no whole number within its range."""
    errors = []
    for name, identifier, smallest, largest, meaning in numbers:
        value = getattr(settings, name, smallest)
        if type(value) is not int or not smallest <= value <= largest:
            errors.append(
                Error(
                    f"{name} is {value!r}.",
                    hint=f"Use a whole number from {smallest} to {largest}: {meaning}.",
                    id=identifier,
                )
            )
    return errors
