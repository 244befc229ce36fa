"""Every address of the site."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from cms import views
from events.sitemaps import CalendarSitemap, PageSitemap
from resources.sitemaps import KeywordSitemap
from speakers.sitemaps import SpeakerSitemap

SITEMAPS = {
    "pages": PageSitemap,
    "speakers": SpeakerSitemap,
    "keywords": KeywordSitemap,
    "calendar": CalendarSitemap,
}

# A site may leave requests for TTA out: without the app, nothing of it is imported.
tta_urls = []
if apps.is_installed("events.tta"):
    from events.tta.sitemaps import CatalogSitemap

    SITEMAPS["tta"] = CatalogSitemap
    tta_urls = [path("", include("events.tta.urls"))]

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("healthz", views.healthz, name="healthz"),
    path("search/", views.search, name="search"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    # First of those below no folder of their own: calendars ask for their feeds again and again.
    path("", include("events.urls")),
    path("", include("speakers.urls")),
    path("", include("resources.urls")),
    path("", include("events.registration.urls")),
    *tta_urls,
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include(wagtail_urls)),
]
