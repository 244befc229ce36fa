"""The public addresses of this room; a site includes them at its root."""

from events.tta.public.asking_urls import urlpatterns as asking
from events.tta.public.catalog_urls import urlpatterns as catalog
from events.tta.public.following_urls import urlpatterns as following

app_name = "tta"
urlpatterns = [*asking, *following, *catalog]
