"""The public catalog of assistance."""

urlpatterns: list = []
