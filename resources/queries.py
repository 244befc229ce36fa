"""Reads of the library that are used in more than one place. Public means live and not private, always both."""

from collections import Counter

from django.db.models import Count, Exists, F, ManyToOneRel, Model, OuterRef, Q
from django.db.models.functions import Coalesce, Lower
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from resources.models import Keyword, ResourceKeyword, ResourcePage, TopicEntry, TopicPage


def public_pages() -> PageQuerySet:
    """Every page that anybody may see."""
    return Page.objects.live().public()


def public_resources() -> PageQuerySet:
    """Every resource that anybody may see."""
    return ResourcePage.objects.live().public()


def public_topics() -> PageQuerySet:
    """Every topic that anybody may see."""
    return TopicPage.objects.live().public()


def newest_year_first(resources: PageQuerySet) -> PageQuerySet:
    """Newest year first, then by title; without a year last."""
    return resources.order_by(F("year").desc(nulls_last=True), Lower("title"), "pk")


def filed_under(resources: PageQuerySet, *, slug: str) -> PageQuerySet:
    """Those of `resources` that have the keyword with this slug, or one that was merged into it."""
    links = ResourceKeyword.objects.filter(
        Q(keyword__slug=slug) | Q(keyword__merged_into__slug=slug)
    )
    return resources.filter(pk__in=links.values("page_id"))


def of_site(pages: PageQuerySet, *, site: Site | None) -> PageQuerySet:
    """Those of `pages` that stand on this site; all of them where there is none."""
    return pages if site is None else pages.descendant_of(site.root_page, inclusive=True)


def topics_of(*, page_id: int | None, site: Site | None) -> PageQuerySet:
    """The public topics of this site that list this page, by title."""
    entries = TopicEntry.objects.filter(page_id=page_id)
    topics = of_site(public_topics(), site=site).filter(pk__in=entries.values("topic_id"))
    return topics.order_by("title", "pk")


def keyword_link_models() -> list[type[Model]]:
    """Every model whose rows put a page under a keyword, those of the rooms above too.

    Such a model has foreign keys `keyword` and `page`.
    """
    relations = Keyword._meta.get_fields(include_hidden=True)
    return [
        relation.related_model
        for relation in relations
        if isinstance(relation, ManyToOneRel) and _joins_a_page(relation)
    ]


def _joins_a_page(relation: ManyToOneRel) -> bool:
    page = {field.name: field for field in relation.related_model._meta.fields}.get("page")
    return (
        relation.field.name == "keyword"
        and page is not None
        and issubclass(page.related_model or object, Page)
    )


def keywords_in_use(*, site: Site | None) -> list[tuple[Keyword, int]]:
    """Current keywords by name, each with the number of public pages of this site that have it; none has 0.

    A page that has a keyword and one that was merged into it counts once.
    """
    pages = of_site(public_pages(), site=site)
    numbers: Counter[int] = Counter()
    for model in keyword_link_models():
        links = (
            model._base_manager.filter(page_id__in=pages.values("pk"))
            .annotate(term=Coalesce("keyword__merged_into_id", "keyword_id"))
            .order_by()
            .values_list("term")
            .annotate(number=Count("page_id", distinct=True))
        )
        numbers.update(dict(links))
    keywords = Keyword.objects.current().order_by("key", "pk")  # ty: ignore[missing-attribute]
    return [(keyword, numbers[keyword.pk]) for keyword in keywords if numbers[keyword.pk]]


def is_in_use(*, keyword_id: int, site: Site | None) -> bool:
    """Whether a public page of this site has the keyword, or one that was merged into it; two queries.

    A keyword that is not in use stands nowhere: nobody learns its name by guessing its address.
    """
    named = Q(pk__in=())
    for model in keyword_link_models():
        links = model._base_manager.filter(
            Q(keyword=keyword_id) | Q(keyword__merged_into=keyword_id), page_id=OuterRef("pk")
        )
        named |= Exists(links)
    return of_site(public_pages(), site=site).filter(named).exists()
