"""Takes what a page of this preview sends, and nothing that anybody else made a browser send.

Each page that sends anything carries a token that is known to this run of the preview and its pages alone; it is not
kept anywhere, and a page of an earlier run is told to be opened again.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs

from plan.messages.sentences import both

#: The name of the field that holds the token.
FIELD = "token"
#: No form of a plan is larger: its largest file, typed and as it stood, each letter as three bytes of nine signs.
_MOST = 20_000_000
_FIELDS = 60_000
_PART = 1_000_000

#: What a form sends, by the names of its fields.
Sent = Mapping[str, list[str]]


def is_near(environ: Mapping[str, Any]) -> bool:
    """Whether who asks sits at the machine on which the preview runs, and not elsewhere in its network."""
    try:
        return ip_address(str(environ.get("REMOTE_ADDR", "")).split("%")[0]).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Refused:
    """What is not taken, and the sentence that says why."""

    sentence: str
    sent: Sent = field(default_factory=dict)
    """What a person may have typed, where it could be read: it is shown to them again, and nothing else is done."""


def _pass_over(sent: Any, length: int) -> None:
    """Read on to the end of what is far too much, or a browser would say that nobody answers."""
    while length > 0 and (part := sent.read(min(length, _PART))):
        length -= len(part)


class Session:
    """One run of a preview."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)
        """What its pages send with everything."""

    def take(self, environ: Mapping[str, Any]) -> Sent | Refused:
        """What was sent, or why it is not taken."""
        length = str(environ.get("CONTENT_LENGTH") or 0)
        if not (length.isascii() and length.isdecimal()):
            return Refused(both("sent-unclearly"))
        if int(length) > _MOST:
            _pass_over(environ["wsgi.input"], int(length))
            return Refused(both("sent-too-much", limit=_MOST // 1_000_000))
        raw = environ["wsgi.input"].read(int(length)) if int(length) else b""
        try:
            given = parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FIELDS)
        except ValueError:
            return Refused(both("sent-too-many", limit=_FIELDS))
        token = given.pop(FIELD, [""])[0]
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return Refused(both("sent-without-token"), given)
        return given
