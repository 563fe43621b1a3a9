"""Knows an address that stands bare in a text, and where it ends: Japanese goes on behind one without a blank.

Letters of ASCII alone belong to a bare address, but in a host that is written in other letters, https://市.example.jp.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address

#: What a path may hold.
_LETTERS = r"[!#-;=?-Z^_a-z~\[\]]"
_PATH = rf"(?:[:/?#]{_LETTERS}*)?"
#: A host with other letters than those of ASCII. What stands before the first of them is no host of its own, as it is
#: in https://city.example.jpの; the last part is one of ASCII, behind which no other follows.
_WIDE_HOST = (
    r"(?!(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,63}[^\W\x00-\x7f])(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]*[^\W\x00-\x7f]"
    r"[\w-]*\.(?:[\w-]+\.)*?[A-Za-z]{2,63}(?![A-Za-z0-9-]|\.[A-Za-z0-9])"
)
_WWW = r"www\.(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,63}(?![A-Za-z0-9-])"
_BEFORE = r"(?<![A-Za-z0-9@/.+-])"
#: How addresses begin, in small letters or capitals.
_HTTP, _MAILTO = r"(?i:https?)://", r"(?i:mailto):"
_SCHEME = re.compile(f"{_HTTP}|{_MAILTO}")
#: A page, with its scheme or as www. alone, or a mailbox with its scheme.
PAGE = (
    rf"(?:{_HTTP}{_WIDE_HOST}{_PATH}|{_BEFORE}www\.{_WIDE_HOST}{_PATH}|{_BEFORE}{_WWW}{_PATH}"
    rf"|(?:{_HTTP}|{_MAILTO}){_LETTERS}+)"
)
#: A mailbox without its scheme.
_MAILBOX = r"[A-Za-z0-9][A-Za-z0-9_.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
#: An address as it is written bare; HTML is passed over.
BARE = rf"<a\s[^<>]*>.*?</a>|<[^<>]*>|{_BEFORE}(?:{PAGE}|{_MAILBOX})"
#: What begins as a page, and goes on in other letters that make no host.
NO_PAGE = rf"{_HTTP}(?=[^\W\x00-\x7f])"
#: The letters behind an address that may belong to it, with the first letter of ASCII behind them.
AFTER = r"[^\W\x00-\x7f]*(?:[./%=&?#_-]+[A-Za-z0-9])?"
_CLOSING = {")": "(", "]": "["}


def bare(found: str) -> str:
    """An address without the marks that end it: points, quotes, and brackets that were opened before it."""
    while found:
        last = found[-1]
        opening = _CLOSING.get(last)
        if last in ".,:;!?'\"*_~" or (opening and found.count(last) > found.count(opening)):
            found = found[:-1]
        else:
            break
    return found


def href(address: str) -> str:
    """Where an address that stands bare leads; empty where it is none after all."""
    if begun := _SCHEME.match(address):
        address = begun[0].lower() + address[begun.end() :]
    else:
        address = f"https://{address}" if address.startswith("www.") else f"mailto:{address}"
    scheme, mark, rest = address.partition("://")
    if address.isascii():
        beginning = rest if mark else address.partition(":")[2]
        return address if re.match(r"[A-Za-z0-9]", beginning) or (mark and _is_number(beginning)) else ""
    host, path = re.match(r"([^:/?#]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr] # matches anything
    try:
        return f"{scheme}://{host.encode('idna').decode('ascii')}{path}"
    except UnicodeError:  # no name of a host can be made of these letters
        return ""


def _is_number(rest: str) -> bool:
    """Whether a host is the number of a computer between brackets: [2001:db8::1]."""
    host, bracket, _ = rest.partition("]")
    try:
        return bool(bracket) and host.startswith("[") and bool(IPv6Address(host[1:]))
    except ValueError:
        return False


def ends(address: str, after: str) -> bool:
    """Whether it is clear where an address ends, before the letters behind it.

    It is not where the last letter of ASCII joins, as the / of https://ja.example/wiki/市章 does, or where more of
    ASCII follows, as in https://city.example/2026年度.pdf. Hiragana begins no name of a page, but goes on with a text.
    """
    wide = re.split(r"[!-~]", after, maxsplit=1)[0]
    if not wide or "\u3041" <= wide[0] <= "\u309f":
        return True
    return len(after) == len(wide) and address[-1] not in "/=-_%#?&+~"
