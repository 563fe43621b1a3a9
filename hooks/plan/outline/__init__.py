"""Which pages a site has: one record a page, of which menu, search, notices, data for machines and frame are made."""
