"""How often, within an hour, a network may begin requests or ask for links, and one request be written to."""

from events.public_forms.limits import Limit

REQUESTS_BY_NETWORK = Limit(setting="TTA_REQUESTS_PER_NETWORK", default=30)
LINKS_BY_NETWORK = Limit(setting="TTA_REQUEST_LINKS_PER_NETWORK", default=30)
# Messages, reports and letters of one request together.
WRITTEN_BY_REQUEST = Limit(setting="TTA_MESSAGES_PER_REQUEST", default=30)
LIMITS = (REQUESTS_BY_NETWORK, LINKS_BY_NETWORK, WRITTEN_BY_REQUEST)
