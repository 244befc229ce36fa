"""How often somebody may register, or ask for links, within an hour."""

from events.public_forms.limits import Limit

REGISTRATIONS_BY_NETWORK = Limit(setting="TTA_REGISTRATIONS_PER_NETWORK", default=120)
REGISTRATIONS_BY_ADDRESS = Limit(setting="TTA_REGISTRATIONS_PER_ADDRESS", default=20)
LINKS_BY_NETWORK = Limit(setting="TTA_LINKS_PER_NETWORK", default=60)
LIMITS = (REGISTRATIONS_BY_NETWORK, REGISTRATIONS_BY_ADDRESS, LINKS_BY_NETWORK)
