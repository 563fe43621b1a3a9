"""Keeps a preview, which shows a draft, to the machine and the page that it was opened from.

A page of another site cannot read it: an address that its owner lets lead to this machine (DNS rebinding) is refused
by its name, what it asks for by the browser (Cross-Origin-Resource-Policy, Fetch Standard), and what it sends by where
it comes from (Origin). Nor can it show a page of the preview within its own, to have a button pressed there.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from plan.messages.disk import reason
from plan.messages.sentences import both
from plan.preview.layer import Application

_KEPT = [
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "frame-ancestors 'self'"),
]


def guarded(app: Application, own: str) -> Application:
    """A preview that answers only those who call it by a number, by `localhost`, or by `own`, where it was begun."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "")
        if not _is_ours(host, own):
            return _refused(start, both("preview-of-another-name", host=host))
        origin = environ.get("HTTP_ORIGIN", "")
        if environ.get("REQUEST_METHOD") not in ("GET", "HEAD") and origin and _machine(origin) != host:
            return _refused(start, both("sent-from-elsewhere", origin=origin))
        return app(environ, lambda status, headers, *rest: start(status, [*headers, *_KEPT], *rest))

    return answer


def _is_ours(host: str, own: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:  # a bracket that nothing closes
        return False
    if name in ("localhost", own.lower()):
        return True
    try:
        return bool(ip_address(name))
    except ValueError:
        return False


def _machine(origin: str) -> str:
    """The machine of an origin with its port; empty where it is no address."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _refused(start: Callable[..., Any], sentence: str) -> list[bytes]:
    content = f"{sentence}\n".encode()
    start(
        "403 Forbidden", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(content))), *_KEPT]
    )
    return [content]


def not_there(host: str, port: int) -> str:
    """Why no preview can be shown at an address, asked before anything is built for it; else nothing."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return ""
    except OSError as error:
        return both("preview-not-there", address=f"{host}:{port}", reason=reason(error), other=port + 1)
