"""What visitors type, checked for its shape. A sentence at each field that is wrong; what was typed is kept."""

from events.registration.forms.details import AddressForm, DetailsForm, RegistrationForm
from events.registration.forms.links import LinksForm
from events.registration.forms.series import SeriesForm

__all__ = ["AddressForm", "DetailsForm", "LinksForm", "RegistrationForm", "SeriesForm"]
