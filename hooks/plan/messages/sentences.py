"""The one table of sentences for staff, `sentences.yml` beside this file: Japanese and English by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from plan.machine.own_table import read_table

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


class _Sentences(Mapping[str, Sentence]):
    """The table, read when something is first said: a sound plan is built without a word."""

    @cached_property
    def _rows(self) -> Mapping[str, Sentence]:
        kinds = read_table(_TABLE)
        return {id: Sentence(kind=kind, **row) for kind, sentences in kinds.items() for id, row in sentences.items()}

    def __getitem__(self, id: str) -> Sentence:
        return self._rows[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


#: Every sentence by its id.
SENTENCES: Mapping[str, Sentence] = _Sentences()


def both(id: str, **details: object) -> str:
    """A sentence in both languages, as the command line says it."""
    sentence = SENTENCES[id]
    return f"{sentence.japanese(details)} / {sentence.english(details)}"
