"""Turns the content of a document into letters that the faces have, and says which faces it needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from plan.letters import faces, setting

#: What of a document's content are addresses and names, which nobody reads as words.
_NAMES = frozenset(("address", "href", "images", "label", "labels", "qr", "site", "src", "target", "url"))


def written(content: Mapping[str, Any]) -> str:
    """The content of a document as JSON for the typesetter, with the faces that its letters need: no other costs."""
    have = faces.known()
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    letters = frozenset(text)
    if not setting.stands(text, letters, have):
        content = _in_letters(content, have)
        letters = frozenset(json.dumps(content, ensure_ascii=False))
    needed = [asdict(face) for face in faces.needed(letters)]
    return json.dumps({**content, "faces": needed}, ensure_ascii=False, sort_keys=True)


def _in_letters(part: Any, have: frozenset[str]) -> Any:
    if isinstance(part, str):
        return setting.as_set(part, have)
    if isinstance(part, Mapping):
        return {key: value if key in _NAMES else _in_letters(value, have) for key, value in part.items()}
    return [_in_letters(item, have) for item in part] if isinstance(part, list | tuple) else part
