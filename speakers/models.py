"""Speakers: the people who present, each with a public page."""

from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import DraftStateMixin, Orderable, PreviewableMixin, RevisionMixin
from wagtail.search import index


class SpeakerQuerySet(models.QuerySet):
    def public(self):
        """Speakers whose page anybody may see."""
        return self.filter(live=True)


class Speaker(PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """A person who presents. Title and organization are those of today.

    What they were at an event stands with the event's presenter, so that changing
    jobs does not rewrite the past.
    """

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        unique=True,
        blank=True,
        help_text=_("The end of the page's address. Empty: made from the name."),
    )
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("For example Director of Crisis Services."),
    )
    organization = models.CharField(
        _("organization"),
        max_length=300,
        blank=True,
        help_text=_("With the place in parentheses, for example Pine County (Minnesota)."),
    )
    photo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    biography = RichTextField(
        _("biography"), blank=True, features=["bold", "italic", "link", "ul", "ol"]
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("title"), FieldPanel("organization")],
            heading=_("Who"),
        ),
        FieldPanel("photo"),
        FieldPanel("biography"),
        InlinePanel("links", label=_("link"), heading=_("Links")),
        FieldPanel("slug"),
    ]

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("organization"),
        index.SearchField("biography"),
        index.FilterField("live"),
    ]

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("speakers:speaker", args=[self.slug])

    @property
    def role_line(self) -> str:
        """Title and organization of today as one line."""
        return ", ".join(part for part in (self.title, self.organization) if part)

    def full_clean(self, *args, **kwargs):
        if not self.slug:
            self.slug = self.free_slug()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def free_slug(self) -> str:
        """A slug made from the name that no other speaker has: `ana-prado`, `ana-prado-2`."""
        base = slugify(self.name)[:180] or "speaker"
        taken = set(
            Speaker.objects.filter(slug__startswith=base)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug

    def get_preview_template(self, request, mode_name):
        return "speakers/speaker.html"

    def get_preview_context(self, request, mode_name):
        from speakers.views import speaker_context

        return {"request": request, **speaker_context(request=request, speaker=self)}


class SpeakerLink(Orderable):
    """A link on a speaker's page, to an employer or a profile."""

    speaker = ParentalKey(Speaker, on_delete=models.CASCADE, related_name="links")
    text = models.CharField(_("text"), max_length=100)
    url = models.URLField(
        _("address"), max_length=500, validators=[URLValidator(schemes=["http", "https"])]
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.text
