"""What staff filter mail by."""

from django.forms import CheckboxSelectMultiple, HiddenInput
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFromToRangeFilter, MultipleChoiceFilter
from wagtail.admin.active_filters import (
    ActiveFilter,
    BaseFilterAdapter,
    register_filter_adapter_class,
)
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from events.outbox.enums import MailState
from events.outbox.kinds import mail_kinds
from events.outbox.models import OwedMail


def kinds_to_choose() -> list[tuple[str, str]]:
    return [(kind.name, kind.label) for kind in mail_kinds()]


class HolderFilter(CharFilter):
    """Whose mail, by the owner room's word for them; another page links here with it."""


class HolderFilterAdapter(BaseFilterAdapter):
    """The person's name instead of the word that only rooms understand."""

    def get_active_filters(self):
        latest = OwedMail.objects.filter(holder=self.value).order_by("-pk").first()
        yield ActiveFilter(
            self.bound_field.auto_id,
            self.filter.label,
            (latest.to_name or latest.to_address) if latest else _("nobody"),
            self.get_url_without_filter_param(self.name),
        )


register_filter_adapter_class(HolderFilter, HolderFilterAdapter)


class MailFilterSet(WagtailFilterSet):
    state = MultipleChoiceFilter(
        label=_("State"), choices=MailState.choices, widget=CheckboxSelectMultiple
    )
    kind = ChoiceFilter(label=_("What"), choices=kinds_to_choose, empty_label=_("Everything"))
    created_at = DateFromToRangeFilter(label=_("Owed"), widget=DateRangePickerWidget)
    holder = HolderFilter(label=_("To"), widget=HiddenInput)

    class Meta:
        model = OwedMail
        fields = []
