"""The pages that hold the rooms together: home, plain pages, and what a site says of itself."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from events.blocks import UpcomingEventsBlock

RICH_TEXT_FEATURES = ["h2", "h3", "bold", "italic", "link", "ul", "ol"]
TOKENS_HELP = _(
    "[site:name], [site:phone], [site:email], [site:hours] and [site:crisis-line] stand for what"
    " is written here. A sentence with one that is empty is not printed."
)


class TaskBlock(blocks.StructBlock):
    """One thing that people come to do, with the page where they do it."""

    title = blocks.CharBlock(max_length=60, help_text=_("For example Attend a training."))
    text = blocks.TextBlock(max_length=200)
    page = blocks.PageChooserBlock()

    class Meta:
        icon = "arrow-right"
        label = _("Task")


def body_blocks():
    """What the body of any page may hold."""
    return [
        ("text", blocks.RichTextBlock(features=RICH_TEXT_FEATURES)),
        ("upcoming_events", UpcomingEventsBlock()),
    ]


class HomePage(Page):
    """The front page: the next event, what is live, what is coming, and the latest recordings."""

    hero_title = models.CharField(
        _("heading"), max_length=120, blank=True, help_text=_("Empty: the page's title.")
    )
    lead = models.TextField(_("lead"), max_length=300, blank=True)
    tasks = StreamField([("task", TaskBlock())], verbose_name=_("tasks"), blank=True)
    body = StreamField(body_blocks(), verbose_name=_("body"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("hero_title"),
        FieldPanel("lead"),
        FieldPanel("tasks"),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "cms/home_page.html"
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        from cms.home import home_context, home_library

        context = super().get_context(request, *args, **kwargs)
        context["home"] = home_context(request=request, page=self, now=timezone.now())
        context["library"] = home_library(request=request, page=self)
        return context


class StandardPage(Page):
    """A plain page of text, for accessibility, privacy, conduct and the like."""

    introduction = models.TextField(_("introduction"), max_length=300, blank=True)
    body = StreamField(body_blocks(), verbose_name=_("body"), blank=True)
    in_footer = models.BooleanField(
        _("show in the footer"), default=False, help_text=_("Under “Use this site”.")
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, FieldPanel("in_footer")]
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    template = "cms/standard_page.html"
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("page")


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting):
    """Who runs the site and how to reach a person. What is left empty is not printed."""

    select_related = ["logo"]

    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Stands on dark blue, beside the name, so that it needs no words of its own."
            " Empty: the bars."
        ),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    short_name = models.TextField(
        _("short name"),
        max_length=80,
        blank=True,
        help_text=_("Beside the logo; two short lines look best."),
    )
    purpose = models.TextField(
        _("purpose"), max_length=400, blank=True, help_text=_("In the footer, under the name.")
    )
    phone = models.CharField(_("help phone"), max_length=40, blank=True)
    email = models.EmailField(_("help e-mail"), blank=True)
    hours = models.CharField(
        _("hours"),
        max_length=120,
        blank=True,
        help_text=_("For example Monday to Friday, 9:00 a.m. to 5:00 p.m. ET."),
    )
    crisis_line = models.CharField(
        _("crisis line"), max_length=40, blank=True, help_text=_("For example 988.")
    )
    fine_print = models.TextField(
        _("fine print"), max_length=400, blank=True, help_text=_("The last lines of the footer.")
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("logo"), FieldPanel("name"), FieldPanel("short_name")], heading=_("Who")
        ),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("hours")], heading=_("Help")
        ),
        FieldPanel("crisis_line"),
        MultiFieldPanel(
            [FieldPanel("purpose"), FieldPanel("fine_print")],
            heading=_("Footer"),
            help_text=TOKENS_HELP,
        ),
    ]

    class Meta:
        verbose_name = _("site identity")

    def token_values(self) -> dict[str, str]:
        """What the tokens of `events.site_tokens` stand for, by their names."""
        return {
            "name": self.name,
            "phone": self.phone,
            "email": self.email,
            "hours": self.hours,
            "crisis-line": self.crisis_line,
        }


def values_of_site(*, site) -> dict[str, str]:
    """What the tokens stand for on this site."""
    identity = SiteIdentity.objects.filter(site=site).first() if site else None
    return identity.token_values() if identity else {}
