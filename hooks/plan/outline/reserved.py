"""The names that are the program's at the root of a site, beside those of its pages: no part of a plan has one."""

from __future__ import annotations

#: What a server or a host obeys, in whichever folder it lies; the program writes those of the usual ones.
SETTINGS = frozenset(
    "_headers _redirects _routes.json .htaccess .htpasswd nginx-headers.conf nginx-location.conf web.config "
    "netlify.toml".split()
)
#: Files that the site has at its root.
AT_ROOT = (
    "index.html 404.html sitemap.xml sitemap.xml.gz manifest.json sbom.cdx.json robots.txt .nojekyll cname"
).split()
