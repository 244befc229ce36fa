"""Add presenters to an event's draft, several at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventPage, Presenter
from resources.names import name_key
from speakers.models import Speaker


class NobodyToAdd(ValueError):
    """All of them are presenters already, or none was given; the message says so."""


@dataclass(frozen=True, kw_only=True)
class NewPresenter:
    """A presenter to add: name, title and organization as of the event; `speaker` links the name.

    With neither title nor organization, both are the speaker's.
    """

    name: str
    title: str = ""
    organization: str = ""
    speaker: Speaker | None = None

    @property
    def role(self) -> tuple[str, str]:
        """Title and organization."""
        if self.speaker and not self.title and not self.organization:
            return self.speaker.title, self.speaker.organization
        return self.title, self.organization


@dataclass(frozen=True, kw_only=True)
class AddedPresenters:
    """The draft, and the names that were added and that were there already."""

    page: EventPage
    added: list[str]
    left_out: list[str]


def add_presenters(
    *, event: EventPage, presenters: Sequence[NewPresenter], user=None
) -> AddedPresenters:
    """Put presenters at the end of the latest draft, in this order, and save it; nothing is published.

    Whoever is in the draft by name or as a speaker is left out, so that sending a form twice adds
    nobody twice. Raises NobodyToAdd where that leaves nobody, and then saves nothing.
    """
    with transaction.atomic():
        locked = EventPage.objects.select_for_update(of=("self",), no_key=True)
        page = locked.get(pk=event.pk).specific
        draft = page.get_latest_revision_as_object()
        present = list(draft.presenters.all())
        names, speakers = presenter_keys(present)
        added, left_out = [], []
        for order, presenter in enumerate(present):
            presenter.sort_order = order
        for new in presenters:
            if name_key(new.name) in names or (new.speaker and new.speaker.pk in speakers):
                left_out.append(new.name)
                continue
            names.add(name_key(new.name))
            speakers.add(new.speaker.pk if new.speaker else None)
            added.append(new.name)
            title, organization = new.role
            draft.presenters.add(
                Presenter(
                    speaker=new.speaker,
                    name=new.name,
                    title=title,
                    organization=organization,
                    sort_order=len(present) + len(added) - 1,
                )
            )
        if not added:
            raise NobodyToAdd(_("Nobody was added: they are presenters of this event already."))
        draft.save_revision(user=user, clean=False, log_action=True)
    return AddedPresenters(page=page, added=added, left_out=left_out)


def presenter_keys(presenters: Sequence[Presenter]) -> tuple[set[str], set[int | None]]:
    """By what the presenters of a draft are told apart: their names, and the speakers they link to."""
    names = set()
    for presenter in presenters:
        name = presenter.name or (presenter.speaker.name if presenter.speaker else "")
        names.add(name_key(name))
    return names - {""}, {presenter.speaker_id for presenter in presenters} - {None}
