"""The vocabulary that joins everything: keywords and organizations, each with its other names."""

from resources.models.vocabulary.keyword import Keyword, KeywordSynonym
from resources.models.vocabulary.organization import Organization, OrganizationAlias
from resources.models.vocabulary.term import OtherName, Term, TermQuerySet

__all__ = [
    "Keyword",
    "KeywordSynonym",
    "Organization",
    "OrganizationAlias",
    "OtherName",
    "Term",
    "TermQuerySet",
]
