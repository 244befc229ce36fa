"""The library's rows: its vocabulary, its pages, and what joins them."""

from resources.models.links import (
    ResourceKeyword,
    ResourceProducer,
    ResourceSupporter,
    TopicEntry,
)
from resources.models.pages import ResourceIndexPage, ResourcePage, TopicPage
from resources.models.vocabulary import Keyword, KeywordSynonym, Organization, OrganizationAlias

__all__ = [
    "Keyword",
    "KeywordSynonym",
    "Organization",
    "OrganizationAlias",
    "ResourceIndexPage",
    "ResourceKeyword",
    "ResourcePage",
    "ResourceProducer",
    "ResourceSupporter",
    "TopicEntry",
    "TopicPage",
]
