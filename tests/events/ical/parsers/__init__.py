"""Other people's parsers, one module each: what they read in a calendar, and what they object to.

Each module says its NAME and what it NEEDS, whether it `is_installed()`, and what it makes of a file:
`read(content)` returns a Reading, or raises ParserFailed. `install.sh` installs what they need.
"""
