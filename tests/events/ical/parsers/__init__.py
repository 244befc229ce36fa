"""Other people's parsers, one module each: what they read in our calendar files, and what they object to.

Each module has a NAME, says what it NEEDS and whether it `is_installed()`; `read(content)` returns a
Reading or raises ParserFailed. `install.sh` installs what they need. A module with MISREADS names titles
that its parser is known to get wrong, one with MISREADS_NAMES names of people. One without UIDs says
KEEPS_UIDS = False, and one that shows neither method nor attendees KEEPS_INVITATIONS = False.
"""
