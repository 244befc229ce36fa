"""Who judges: every parser, and those among them that object to what the RFCs forbid."""

from tests.events.ical.parsers import (
    calcurse,
    data_ical,
    ical_js,
    ics_py,
    khal,
    libical,
    node_ical,
    sabre,
    vobject_py,
)

PARSERS = (libical, sabre, ical_js, node_ical, vobject_py, ics_py, data_ical, khal, calcurse)
STRICT_PARSERS = (libical, vobject_py)
# Those that know what a REQUEST or CANCEL must have (RFC 5546).
STRICT_ABOUT_MESSAGES = (libical,)
