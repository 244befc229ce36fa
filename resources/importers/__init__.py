"""Read what an older site left behind and propose drafts from it; a person confirms."""
