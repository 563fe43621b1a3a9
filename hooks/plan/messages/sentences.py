"""The one table of sentences for staff, `sentences.yml` beside this file: Japanese and English by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_TABLE = Path(__file__).with_name("sentences.yml")


class Said(NamedTuple):
    """A detail of a sentence that is itself said in both languages: its id in the table, and its own details."""

    id: str
    details: Mapping[str, object] = {}


class Sentence(NamedTuple):
    """What is said, in both languages, with slots in braces; and of which part of the table it is."""

    ja: str
    en: str
    kind: str

    def japanese(self, details: Mapping[str, object]) -> str:
        """The sentence in Japanese with its slots filled; it says `meant`, if the details hold such a word."""
        near = details.get("meant")
        hint = SENTENCES["did-you-mean"].ja.format(word=near) if near else ""
        said = {key: SENTENCES[word.id].japanese(word.details) for key, word in _said(details)}
        return self.ja.format(**{"hint": hint, **details, **said})

    def english(self, details: Mapping[str, object]) -> str:
        """The same in English."""
        near = details.get("meant")
        hint = SENTENCES["did-you-mean"].en.format(word=near) if near else ""
        said = {key: SENTENCES[word.id].english(word.details) for key, word in _said(details)}
        return self.en.format(**{"hint": hint, **details, **said})


def _said(details: Mapping[str, object]) -> Iterator[tuple[str, Said]]:
    return ((key, value) for key, value in details.items() if isinstance(value, Said))


def _read() -> Mapping[str, Sentence]:
    kinds = yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=_Loader)
    return {id: Sentence(kind=kind, **row) for kind, sentences in kinds.items() for id, row in sentences.items()}


#: Every sentence by its id.
SENTENCES: Mapping[str, Sentence] = _read()


def both(id: str, **details: object) -> str:
    """A sentence in both languages, as the command line says it."""
    sentence = SENTENCES[id]
    return f"{sentence.japanese(details)} / {sentence.english(details)}"
