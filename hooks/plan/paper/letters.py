"""Turns the content of a document into letters that the faces have, and says which faces it needs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from plan.letters import faces, setting
from plan.letters.faces import Face

#: What of a document's content are addresses and names, which nobody reads as words.
_NAMES = frozenset(("address", "href", "images", "label", "labels", "qr", "site", "src", "target", "url"))
#: Letters that are set with the whole word they stand in, where its other letters have another face: ễ of Nguyễn.
_MIXED = re.compile("[\u0180-\u024f\u1e00-\u1eff]")
#: A word too long for a narrow column, of letters between which no line ends by itself.
_LONG = re.compile("[^\\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\uffef]{30}")


def written(content: Mapping[str, Any], languages: tuple[str, ...]) -> str:
    """The content of a document as JSON for the typesetter, with the faces that its letters need: no other costs.

    `languages` are those that the plan prints.
    """
    have = faces.known(languages)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    letters = frozenset(text)
    if not setting.stands(text, letters, have):
        content = _in_letters(content, have)
        text = json.dumps(content, ensure_ascii=False)
        letters = frozenset(text)
    own = content["language"]
    orders = {code: _order(code, own, languages) for code in languages if code == own or faces.of_language(code)}
    found = {code: [_told(face) for face in faces.needed(letters, order)] for code, order in orders.items()}
    tall = any(face.tall for face in faces.of_language(own))
    more = {"faces": found, "tall": tall, "mixed": bool(_MIXED.search(text)) and not faces.of_language(own)}
    if _LONG.search(text):
        more["long"] = True
    return json.dumps({**content, **more}, ensure_ascii=False, sort_keys=True)


def folders(languages: tuple[str, ...]) -> tuple[Path, ...]:
    """Where the faces of these languages lie that are not shipped."""
    own = (face for code in languages for face in faces.of_language(code) if face.package)
    return tuple(dict.fromkeys(map(faces.folder_of, own)))


def _order(code: str, own: str, languages: tuple[str, ...]) -> tuple[Face, ...]:
    """The faces of words in a language, in a document of its own language."""
    return faces.order(dict.fromkeys((code, own, *languages)))


def _told(face: Face) -> dict[str, str]:
    """A face as the typesetter and the key of the document know it."""
    return {"name": face.name, "covers": face.covers, "version": version(face.package) if face.package else ""}


def _in_letters(part: Any, have: frozenset[str]) -> Any:
    if isinstance(part, str):
        return setting.as_set(part, have)
    if isinstance(part, Mapping):
        found = {setting.as_set(key, have): (key, value) for key, value in part.items()}  # some keys are sentences
        return {name: value if key in _NAMES else _in_letters(value, have) for name, (key, value) in found.items()}
    return [_in_letters(item, have) for item in part] if isinstance(part, list | tuple) else part
