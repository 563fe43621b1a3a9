"""Says whether a plan's translations explain anything that the original does not: in notes of the translator's.

Such a note stands in square brackets and begins with the word of the site for it: [Translator’s note: …].
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from plan.model import Plan, shape
from plan.model.types import Text
from plan.reading.chapters import Chapter


def explains(plan: Plan, chapters: Iterable[Chapter]) -> bool:
    """Whether any text of a plan, or any of its chapters, holds a note of the translator's, in whatever language."""
    called = "|".join(re.escape(words).replace("’", "['’]") for words in plan.words["translators_note"].root.values())
    note = re.compile(rf"[\[［]\s*(?:{called})", re.IGNORECASE)
    written = (chapter.text for chapter in chapters)
    return any(map(note.search, written)) or any(note.search(words) for text in _texts(plan) for words in text)


def _texts(plan: Plan) -> Iterator[Iterable[str]]:
    """Every text of the records of a plan, in its languages."""
    for field in dataclasses.fields(plan):
        found = getattr(plan, field.name)
        for record in found.values() if isinstance(found, Mapping) else (found,):
            if isinstance(record, Text):
                yield record.root.values()
            elif isinstance(record, BaseModel):
                yield from _within(record)


def _within(record: BaseModel) -> Iterator[Iterable[str]]:
    for _, _, value in shape.values(record):
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Text):
                yield item.root.values()
