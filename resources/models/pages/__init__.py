"""The pages of the library."""

from resources.models.pages.resource import ResourcePage
from resources.models.pages.resource_index import ResourceIndexPage
from resources.models.pages.topic import TopicPage

__all__ = ["ResourceIndexPage", "ResourcePage", "TopicPage"]
