"""Looks at the files in docs/.well-known, which are published at the root of a site because of their names alone.

A city says in security.txt whom to tell of a weak spot (RFC 9116). Nothing else there is published: the other names
speak for a server or an account, which is nobody's business who writes a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from plan.messages.findings import FileLine, Finding, shown
from plan.reading.files import WELL_KNOWN, decoded, read_file

#: What is published, and the fields that each must have.
PUBLISHED = {"security.txt": ("Contact", "Expires")}
MAX_BYTES = 100_000


def well_known_faults(uri: str, path: Path, folder: str) -> Iterator[Finding]:
    """What is wrong with a file there, by its address; nothing, if it may be published as it is."""
    name = f"{folder}/{uri}"
    fields = PUBLISHED.get(uri.removeprefix(f"{WELL_KNOWN}/"))
    if fields is None:
        allowed = ", ".join(PUBLISHED)
        yield Finding(FileLine(name, 0), "not-well-known", {"found": shown(path.name), "allowed": allowed})
        return
    raw = read_file(path, name, MAX_BYTES)
    text = raw if isinstance(raw, Finding) else decoded(raw, name)
    if isinstance(text, Finding):
        yield text
        return
    for field in fields:
        if not re.search(rf"^{field}:[ \t]*\S", text, re.MULTILINE | re.IGNORECASE):
            yield Finding(FileLine(name), "well-known-lacks", {"field": field})
