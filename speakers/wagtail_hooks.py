from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from speakers.models import Speaker


class SpeakerViewSet(SnippetViewSet):
    """Speakers in the admin: the listing, the editor and the chooser."""

    model = Speaker
    icon = "user"
    menu_label = _("Speakers")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "title", "organization", UpdatedAtColumn()]
    list_per_page = 50
    ordering = ["name", "pk"]
    search_fields = ["name", "organization"]
    copy_view_enabled = False


register_snippet(SpeakerViewSet)
