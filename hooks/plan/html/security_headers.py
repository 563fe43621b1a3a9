"""The headers of pages and web servers: one security policy, this site's own files and no script in a page."""

from __future__ import annotations

from collections.abc import Mapping

#: What a page may load (https://www.w3.org/TR/CSP3/). No hash is needed: no script and no style stands in a page.
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
#: What only a server can say beside it.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": PAGE + "; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: What search engines are told of older editions, whose documents no page can speak for.
UNLISTED: Mapping[str, str] = {"X-Robots-Tag": "noindex"}
#: What is otherwise of the pages that other sites may show in a frame.
FRAMED: Mapping[str, str] = {"Content-Security-Policy": f"{PAGE}; frame-ancestors *"}
