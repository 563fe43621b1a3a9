"""What the switches in the bar of a preview remember: cookies of the browser, on all pages and without a script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

from plan.preview.session import Sent


def is_on(environ: Mapping[str, Any], name: str) -> bool:
    """Whether a switch is on."""
    try:
        cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(name)
    except CookieError:
        return False
    return cookie is not None and cookie.value == "yes"


def turn(given: Sent, name: str, start: Callable[..., Any]) -> list[bytes]:
    """Turn a switch as its form says, and lead back to the page."""
    back = quote("/" + given.get("back", ["/"])[0].lstrip("/\\"), safe="/-._~")
    shown = "yes" if given.get("show") == ["yes"] else "no"
    cookie = f"{name}={shown}; Path=/; SameSite=Strict; HttpOnly"
    start("303 See Other", [("Location", back), ("Set-Cookie", cookie), ("Content-Length", "0")])
    return [b""]
