"""One search over everything that the site shows to everybody."""
