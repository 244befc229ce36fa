"""Following one's own request, behind a signed link."""

urlpatterns: list = []
