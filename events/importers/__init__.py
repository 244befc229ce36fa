"""Read the webinar pages of an older site; `resources/importers` holds what any saved page needs."""
