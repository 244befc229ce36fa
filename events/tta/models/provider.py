"""The organizations that deliver assistance, and their people."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from resources.models import Organization


class Provider(models.Model):
    """An organization that requests are assigned to. `people` are users of the admin, who see its requests only."""

    organization = models.OneToOneField(
        Organization,
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        related_name="tta_provider",
    )
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(
        _("contact e-mail"), help_text=_("Gets mail when a request is assigned or changes.")
    )
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("people"),
        blank=True,
        related_name="tta_providers",
        help_text=_("Users of this admin who see the requests of this provider, and no others."),
    )
    is_active = models.BooleanField(
        _("takes requests"), default=True, help_text=_("Off: nothing new is assigned to it.")
    )

    organization_id: Any

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["organization__name", "pk"]

    def __str__(self):
        return self.organization.name
