"""Other people's parsers, one module each: what they read in our calendar files, and what they object to.

Each module has a NAME, says what it NEEDS and whether it `is_installed()`; `read_all(contents)` returns a
Reading for each file, in one process for many, or raises ParserFailed. `install.sh` installs what they need.
A module with MISREADS names texts that its parser is known to get wrong, one with MISREADS_NAMES names of
people. One without UIDs says KEEPS_UIDS = False, and one that shows neither method nor attendees
KEEPS_INVITATIONS = False. `vdirsyncer` is no parser but a subscriber, with a story of its own.

What is judged: `judged_files` and `judged_messages` are of items written by hand, `made_files` of real rows
through the product's own pages and mail. With TTA_PROOF they are of every zone, else of three.
"""
