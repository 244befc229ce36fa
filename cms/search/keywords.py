"""Keywords by the words of a query: what is filed under them, and what the visitor may have meant."""

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from wagtail.models import Site
from wagtail.query import PageQuerySet

from cms.search.words import Query, Word
from resources.models import Keyword, KeywordSynonym
from resources.names import name_key
from resources.queries import keyword_link_models, keywords_in_use

LONGEST_NAME = 8  # words
MOST_WORDS = 24  # of a query are looked at
MOST_FOUND, MOST_LOOKED_AT = 12, 60
MOST_MEANT = 3
PUNCTUATION = " .,;:!?()[]{}\"'“”‘’«»"


@dataclass(frozen=True, kw_only=True)
class FoundKeyword:
    """A keyword that public pages of this site have.

    `is_named`: the query has its name, acronym or synonym; `is_whole`: and nothing else.
    `acronym` is in lower case.
    """

    pk: int
    text: str
    url: str
    acronym: str
    is_named: bool
    is_whole: bool


def names_in(text: str) -> list[str]:
    """Every run of words in `text` that may be a name, as `name_key` has it; the whole text comes first."""
    parts = [part for part in (part.strip(PUNCTUATION) for part in text.split()) if part]
    parts = parts[:MOST_WORDS]
    runs = [name_key(text.strip(PUNCTUATION))]
    for length in range(min(LONGEST_NAME, len(parts)), 0, -1):
        runs += [
            name_key(" ".join(parts[start : start + length]))
            for start in range(len(parts) - length + 1)
        ]
    return [name for name in dict.fromkeys(runs) if name]


def found_keywords(*, query: Query, public: PageQuerySet) -> list[FoundKeyword]:
    """Keywords that the query names, then those with a name in which all its words begin one. At most two queries.

    A keyword that was merged is found by its names, and is the one that it was merged into.
    """
    names = names_in(query.text)
    if not names or not query.words:
        return []
    synonyms = KeywordSynonym.objects.filter(keyword_id=OuterRef("pk"))
    whole = _called(names[:1]) | Q(Exists(synonyms.filter(key=names[0])))
    whens = [When(whole, then=Value(0))]
    if len(names) > 1:
        named = _called(names) | Q(Exists(synonyms.filter(key__in=names)))
        whens.append(When(named, then=Value(1)))
    begun = Q(*(_begins_a_word(word.text) for word in query.words[:5]))
    is_near = _called(names) | begun | Q(Exists(synonyms.filter(Q(key__in=names) | begun)))
    terms = (
        Keyword.objects.filter(is_near)
        .annotate(fit=Case(*whens, default=Value(2)))
        .select_related("merged_into")
        .order_by("fit", "key", "pk")
    )
    near = list(terms[:MOST_LOOKED_AT])
    used = _used({term.canonical.pk for term in near}, public) if near else set()
    found: dict[int, FoundKeyword] = {}
    for term in near:
        keyword = term.canonical
        if keyword.pk not in used:
            continue
        found.setdefault(
            keyword.pk,
            FoundKeyword(
                pk=keyword.pk,
                text=str(keyword),
                url=keyword.get_absolute_url(),
                acronym=term.acronym_key,
                is_named=term.fit < 2,
                is_whole=term.fit == 0,
            ),
        )
    return list(found.values())[:MOST_FOUND]


def _called(names: Sequence[str]) -> Q:
    return Q(key__in=names) | Q(acronym_key__in=names)


def _begins_a_word(text: str) -> Q:
    """For a row with a `key`: one of its words begins like this."""
    return Q(key__startswith=text) | Q(key__contains=f" {text}") | Q(key__contains=f"-{text}")


def _used(keyword_ids: Collection[int], public: PageQuerySet) -> set[int]:
    """Those that some public page has, itself or one that was merged into it."""
    is_public = Exists(public.filter(pk=OuterRef("page_id")))
    first, *others = [
        links.filter(is_public)
        .annotate(canonical_id=Coalesce("keyword__merged_into_id", "keyword_id"))
        .values_list("canonical_id", flat=True)
        for links in links_to(keyword_ids)
    ]
    return set(first.union(*others).order_by())


def links_to(keyword_ids: Collection[int]) -> list[QuerySet]:
    """What puts pages under these keywords or under one merged into them, a queryset for each kind of page."""
    of_these = Q(keyword_id__in=keyword_ids) | Q(keyword__merged_into_id__in=keyword_ids)
    return [model._base_manager.filter(of_these).order_by() for model in keyword_link_models()]


def words_beside(*, query: Query, keywords: Sequence[FoundKeyword]) -> tuple[Word, ...]:
    """The words to look for in texts: an acronym stands for its keyword, and for nothing that begins like it."""
    acronyms = {keyword.acronym for keyword in keywords if keyword.is_named}
    return tuple(Word(text=word.text) if word.text in acronyms else word for word in query.words)


def pages_filed_under(keyword_ids: Collection[int]) -> list[QuerySet]:
    """The numbers of the pages that have one of these keywords, a queryset for each kind of page."""
    return [links.values("page_id") for links in links_to(keyword_ids)]


def meant_instead(*, query: Query, site: Site) -> list[str]:
    """Names of keywords in use that are spelled nearly like the query, or like one of its words; nearest first."""
    names = {
        name_key(keyword.name_text): keyword.name_text for keyword, _ in keywords_in_use(site=site)
    }
    asked = name_key(query.text)[:80]
    near = difflib.get_close_matches(asked, names, n=MOST_MEANT, cutoff=0.72)
    by_word: dict[str, list[str]] = {}
    for key in names:
        for word in key.split():
            by_word.setdefault(word, []).append(key)
    for word in query.words[:5]:
        if len(word.text) > 3:
            for close in difflib.get_close_matches(word.text, by_word, n=2, cutoff=0.78):
                near += by_word[close]
    return [names[key] for key in dict.fromkeys(near)][:MOST_MEANT]
