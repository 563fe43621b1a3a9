"""A page at the address of one that moved: it leads on by itself, and by a link, without a script or a server."""

from __future__ import annotations

import html

from plan.showing.addresses import way
from plan.showing.localizer import Localizer


def redirect_page(former: str, now: str, published: str, speak: Localizer) -> bytes:
    """The page; `former` and `now` are addresses from the root of the site, which is published at `published`."""
    title, to = html.escape(speak.plain_word("page_moved")), html.escape(way(former, now) or "./")
    return (
        f'<!doctype html>\n<html lang="{speak.tag}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={to}">\n<meta name="robots" content="noindex">\n'
        f'<link rel="canonical" href="{html.escape(published + now)}">\n<title>{title}</title>\n'
        f'<p>{title} <a href="{to}">{html.escape(published + now)}</a></p>\n</html>\n'
    ).encode()
