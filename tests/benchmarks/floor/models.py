"""What the product is compared with: a page and a list as a Wagtail tutorial writes them, and texts to join."""

from django.core.paginator import Paginator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

PER_PAGE = 25


class PlainListPage(Page):
    """The pages below it, in order of their date, 25 at a time."""

    template = "floor/plain_list_page.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        pages = PlainPage.objects.child_of(self).live().order_by("date", "pk")
        context["pages"] = Paginator(pages, PER_PAGE).get_page(request.GET.get("page"))
        return context


class PlainTitlesPage(Page):
    """All pages below it by title and address, and nothing else of them."""

    template = "floor/plain_titles_page.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["pages"] = Page.objects.child_of(self).live().order_by("path")
        return context


class PlainPage(Page):
    """A title, a date, an introduction, a text, and rows with a picture or a file."""

    date = models.DateField()
    introduction = models.TextField(blank=True)
    body = RichTextField(blank=True)

    template = "floor/plain_page.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["items"] = self.items.select_related("image", "document")
        return context


class PlainItem(Orderable):
    page = ParentalKey(PlainPage, on_delete=models.CASCADE, related_name="items")
    text = models.CharField(max_length=250)
    image = models.ForeignKey(
        get_image_model_string(), null=True, on_delete=models.CASCADE, related_name="+"
    )
    document = models.ForeignKey(
        get_document_model_string(), null=True, on_delete=models.CASCADE, related_name="+"
    )

    def __str__(self):
        return self.text


class StoredText(models.Model):
    """One piece of a feed."""

    text = models.TextField()

    def __str__(self):
        return self.text


class HotRow(models.Model):
    """What every registration of the floor changes."""

    taken = models.PositiveIntegerField(default=0)

    def __str__(self):
        return str(self.taken)


class HotEntry(models.Model):
    """What every registration of the floor writes: as many words as ours."""

    name = models.CharField(max_length=200)
    email = models.EmailField()
    organization = models.CharField(max_length=200)
    agreed_text = models.TextField()
    created_at = models.DateTimeField()

    def __str__(self):
        return self.email


class StoredVersion(models.Model):
    """The ETag of the joined pieces."""

    etag = models.CharField(max_length=64)

    def __str__(self):
        return self.etag
