"""The site's pages, and what follows from them: menu, search, share data, origins."""
