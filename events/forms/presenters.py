"""Pasting presenters: the list as text, then a row for each to correct and confirm."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.importers.presenter_list import (
    MOST_PRESENTERS,
    ListTooLong,
    PastedList,
    read_presenter_list,
)
from events.plain_text import BrokenMarkup, text_of_pasted
from resources.models import Organization, OrganizationAlias
from resources.names import name_key, tidy_name
from speakers.models import Speaker


class PastedPresentersForm(forms.Form):
    """The list as it was copied. `cleaned_data["text"]` is a PastedList, `speakers` whom it may link to."""

    speakers: "SpeakersByName"

    text = forms.CharField(
        label=_("Presenters"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "One in each line, for example: 1. Ana Prado, Director of Crisis Services,"
            " Pine County (Minnesota). The next step shows what was read; nothing is added before."
        ),
        error_messages={"required": _("Paste the list of presenters, one in each line.")},
    )

    def clean_text(self) -> PastedList:
        text = self.cleaned_data["text"]
        if "</" in text:
            try:
                text = text_of_pasted(text)  # copied from a page's source
            except BrokenMarkup:
                raise ValidationError(
                    _(
                        "This is a piece of a page's source. Copy the list as you see it on the page."
                    )
                ) from None
        speakers, organizations = SpeakersByName(), organization_keys()
        try:
            pasted = read_presenter_list(
                text,
                is_person=lambda name: name_key(name) in speakers.by_name,
                is_organization=lambda name: name_key(name) in organizations,
            )
        except ListTooLong as error:
            raise ValidationError(str(error)) from error
        if not pasted.presenters:
            raise ValidationError(_("There is no name in this text. Paste one presenter in each line."))  # fmt: skip
        self.speakers = speakers
        return pasted


def organization_keys() -> set[str]:
    """What the vocabulary's organizations are called, as keys: names, acronyms and aliases. Two queries."""
    rows = Organization.objects.order_by().values_list("key", "acronym_key")
    aliases = OrganizationAlias.objects.order_by().values_list("key", flat=True)
    return {key for row in rows for key in row if key} | set(aliases)


class SpeakersByName:
    """The speakers whose page a name may link to; one query for any number of names."""

    def __init__(self):
        speakers = Speaker.objects.order_by("name", "pk").only(
            "pk", "name", "title", "organization", "live"
        )
        self.by_pk = {str(speaker.pk): speaker for speaker in speakers}
        self.by_name = defaultdict(list)
        for speaker in self.by_pk.values():
            self.by_name[name_key(speaker.name)].append(speaker)

    def candidates(self, *, name: str, chosen: str) -> list[Speaker]:
        found = list(self.by_name.get(name_key(name), ()))
        other = self.by_pk.get(chosen)
        return found if other is None or other in found else [*found, other]


class PresenterRowForm(forms.Form):
    """One proposed presenter. `source` is the line, `questions` are about it; `is_present`: the name is in the list."""

    is_wanted = forms.BooleanField(label=_("Add this presenter"), required=False)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    title = forms.CharField(label=_("Title at this event"), max_length=200, required=False)
    organization = forms.CharField(
        label=_("Organization at this event"), max_length=300, required=False
    )
    speaker = forms.ChoiceField(
        label=_("Links to the page of"),
        required=False,
        help_text=_("Without a title and an organization here, both are taken from this speaker."),
    )
    source = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    questions: tuple[str, ...] = ()
    is_present = False

    def __init__(self, *args, speakers: SpeakersByName, **kwargs):
        super().__init__(*args, **kwargs)
        self.speakers = speakers
        name, chosen = str(self["name"].value() or ""), str(self["speaker"].value() or "")
        self.fields["speaker"].choices = [  # ty: ignore[missing-attribute]
            ("", _now("Nobody: the name stands without a link")),
            *(
                (str(speaker.pk), speaker_line(speaker))
                for speaker in speakers.candidates(name=name, chosen=chosen)
            ),
        ]

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        for name in ("name", "title", "organization"):
            cleaned[name] = tidy_name(cleaned.get(name) or "")
        cleaned["speaker"] = self.speakers.by_pk.get(cleaned.get("speaker") or "")
        if cleaned.get("is_wanted") and not cleaned["name"] and not self.has_error("name"):
            self.add_error("name", _("Write the name, or leave this presenter out."))
        return cleaned


class PresenterRows(forms.BaseFormSet):
    """The rows of a pasted list; the ticked ones differ in name and speaker."""

    def clean(self):
        if any(self.errors):
            return
        wanted = [form for form in self.forms if form.cleaned_data.get("is_wanted")]
        if not wanted:
            raise ValidationError(_("Tick at least one presenter to add."))
        names = Counter(name_key(form.cleaned_data["name"]) for form in wanted)
        for form in wanted:
            name = form.cleaned_data["name"]
            if names[name_key(name)] > 1:
                form.add_error(
                    "name", _now("“%(name)s” is ticked twice. Leave one out.") % {"name": name}
                )

    def wanted(self) -> list[dict]:
        """What was ticked, in order; after `is_valid`."""
        rows = (form.cleaned_data for form in self.forms)
        return [row for row in rows if row.get("is_wanted")]


PresenterRowsFormSet = forms.formset_factory(
    PresenterRowForm,
    formset=PresenterRows,
    extra=0,
    max_num=MOST_PRESENTERS,
    absolute_max=MOST_PRESENTERS,
    validate_max=True,
)


def proposed_rows(
    *, pasted: PastedList, speakers: SpeakersByName, present: Iterable[str]
) -> Sequence[dict]:
    """Initial values of the rows. Who is there already, or stands in the list before, is not ticked.

    A speaker is proposed where exactly one has the name.
    """
    seen, rows = set(present), []
    for presenter in pasted.presenters:
        key = name_key(presenter.name)
        found = speakers.by_name.get(key, [])
        rows.append(
            {
                "is_wanted": bool(key) and key not in seen,
                "name": presenter.name,
                "title": presenter.title,
                "organization": presenter.organization,
                "speaker": str(found[0].pk) if len(found) == 1 else "",
                "source": presenter.text[:2000],
            }
        )
        seen.add(key)
    return rows


def speaker_line(speaker: Speaker) -> str:
    line = ", ".join(filter(None, (speaker.name, speaker.role_line)))
    return line if speaker.live else _now("%(speaker)s (draft)") % {"speaker": line}
