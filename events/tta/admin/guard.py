"""What requests hold stays: whoever wants to delete it is told what to do instead."""

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.snippets.views.snippets import DeleteView

from events.tta.models import Option, Provider, TTARequest, TTAType


def why_it_stays(row) -> str:
    """What keeps this list entry, type or provider from being deleted, or ""."""
    number = _used_by(row)
    children = row.children.count() if isinstance(row, Option) else 0
    if not number and not children:
        return ""
    name = {"name": str(row), "n": number or children}
    if number:
        stands = ngettext(
            "“%(name)s” stands in %(n)d request.", "“%(name)s” stands in %(n)d requests.", number
        )
    else:
        stands = ngettext(
            "“%(name)s” has %(n)d sub-topic.", "“%(name)s” has %(n)d sub-topics.", children
        )
    instead = (
        _("Take the tick from “takes requests” instead: nothing new is assigned to it.")
        if isinstance(row, Provider)
        else _("Take the tick from “offered” instead: requests keep it, nobody can choose it.")
    )
    return f"{stands % name} {instead}"


def _used_by(row) -> int:
    if isinstance(row, TTAType):
        return TTARequest.objects.filter(tta_type=row).count()
    if isinstance(row, Provider):
        partners = TTARequest.objects.filter(partners=row).count()
        return TTARequest.objects.filter(provider=row).count() + partners
    names = [
        field.name
        for field in TTARequest._meta.get_fields()
        if field.related_model is Option and (field.many_to_one or field.many_to_many)
    ]
    return sum(TTARequest.objects.filter(**{name: row}).count() for name in names)


class KeptDeleteView(DeleteView):
    """The sentence instead of the question, and instead of an error of the database; for who may delete."""

    def dispatch(self, request, *args, **kwargs):
        if not self.user_has_permission(self.permission_required):
            raise PermissionDenied
        if sentence := why_it_stays(self.object):
            return self._stays(sentence)
        try:
            return super().dispatch(request, *args, **kwargs)
        except ProtectedError:
            return self._stays(_("It was chosen a moment ago, and stays."))

    def _stays(self, sentence: str):
        messages.error(self.request, sentence)
        edit = type(self.object).snippet_viewset.get_url_name("edit")
        return redirect(edit, quote(self.object.pk))


def keep_what_is_used(request, action_type, objects, action):
    """For `before_bulk_action`: nothing of the chosen rows goes where one of them stays."""
    if action_type != "delete":
        return None
    rows = [row for row in objects if isinstance(row, Option | TTAType | Provider)]
    sentences = [sentence for row in rows if (sentence := why_it_stays(row))]
    if not sentences:
        return None
    messages.error(request, " ".join(sentences))
    return redirect(action.next_url)
