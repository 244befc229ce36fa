"""What hangs on an event: its presenters, its files, and the captions of its recording."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from events.enums import FileRole


class Presenter(Orderable):
    """A person's part in one event, with name, title and organization as of that event."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="presenters")
    speaker = models.ForeignKey(
        "speakers.Speaker",
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Links the name to the person's page. The event keeps its own texts."),
    )
    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("Empty: the speaker's name of today.")
    )
    title = models.CharField(
        _("title at this event"),
        max_length=200,
        blank=True,
        help_text=_(
            "For example Director of Crisis Services. Empty: the speaker's title of today."
        ),
    )
    organization = models.CharField(
        _("organization at this event"),
        max_length=300,
        blank=True,
        help_text=_(
            "With the place in parentheses, for example Pine County (Minnesota)."
            " Empty: the speaker's organization of today."
        ),
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.name

    def take_over_from_speaker(self) -> None:
        """Fill what was left empty with the speaker's texts of today, so that later changes don't reach this event."""
        if self.speaker is None or self.name:
            return
        self.name = self.speaker.name
        if not self.title and not self.organization:
            self.title = self.speaker.title
            self.organization = self.speaker.organization

    @property
    def role_line(self) -> str:
        """Title and organization as one line, either may be missing."""
        return ", ".join(part for part in (self.title, self.organization) if part)

    def save(self, *args, **kwargs):
        self.take_over_from_speaker()
        super().save(*args, **kwargs)


class EventFile(Orderable):
    """Slides and other files of an event, as Wagtail documents: private collections stay private."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="files")
    role = models.CharField(
        _("kind"), max_length=10, choices=FileRole.choices, default=FileRole.SLIDES
    )
    title = models.CharField(
        _("label"),
        max_length=200,
        blank=True,
        help_text=_("What visitors read above the link. Empty: the kind, for example Slides."),
    )
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.title or self.get_role_display()


class CaptionTrack(Orderable):
    """Captions of an uploaded recording: one WebVTT file per language."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="caption_tracks")
    language = models.CharField(
        _("language"),
        max_length=12,
        default="en",
        help_text=_("A language tag: en, es, pt-BR."),
    )
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("captions file (.vtt)"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.language


class EventKeyword(Orderable):
    """What an event is about."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="keyword_links")
    keyword = models.ForeignKey(
        "resources.Keyword", verbose_name=_("keyword"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("keyword")

    def __str__(self):
        return str(self.keyword.canonical)


class EventTopic(Orderable):
    """A topic that an event belongs to."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(
        "resources.TopicPage", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("topic")

    def __str__(self):
        return str(self.topic)


class EventResource(Orderable):
    """A resource of the library that goes with an event."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="resource_links")
    resource = models.ForeignKey(
        "resources.ResourcePage",
        verbose_name=_("resource"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("related resource")

    def __str__(self):
        return str(self.resource)
