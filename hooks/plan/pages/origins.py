"""Turns the name of a page into the places in the plan's files that it is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plan.html.prose import PLACEHOLDER
from plan.model.types import Languages
from plan.reading.chapters import PLACEHOLDERS, page_uri
from plan.reading.loader import Loaded


@dataclass(frozen=True)
class Origin:
    """A line of a file behind a page, and what stands there, in the words of the staff."""

    file: str
    line: int
    words: str


#: The files behind each page that is made from a template of its own.
_FILES: Mapping[str, tuple[str, ...]] = {
    "index": ("plan.yml", "vision.yml", "topics.yml"),
    "projects/index": ("pillars.yml", "topics.yml"),
    "tools": ("tools.yml",),
    "rules": ("rules.yml",),
    "departments": ("departments.yml",),
    "roadmap": ("roadmap.yml",),
    "glossary": ("glossary.yml",),
    "about": ("plan.yml", "sources.yml"),
    "notes": ("notes.yml",),
    "search": ("synonyms.yml",),
    "accessibility": ("accessibility.yml",),
    "licences": ("words.yml",),
}
#: The parts of a card as its page heads them.
_CARD = {
    "title": "事業名",
    "challenge": "現状と課題",
    "content": "取組内容",
    "measure": "施策",
    "tools": "ツール・手法",
    "indicators": "KPI",
    "schedule": "スケジュール",
    "departments": "担当課",
}


def places(page: str, language: str, loaded: Loaded, languages: Languages) -> list[Origin]:
    """Where a page comes from: its own file first, each place with its line."""
    if page.startswith("projects/") and page != "projects/index":
        return list(_card(f"data/{page}.yml", loaded))
    if page.startswith("measures/"):
        return list(_measure(page.split("/")[1], loaded))
    if page in _FILES:
        return [Origin(f"data/{name}", 1, "") for name in _FILES[page] if f"data/{name}" in loaded.files]
    for name, folder in (("statistics", "data/series/"), ("indicators", "data/projects/")):
        if page == name:
            return [Origin(file, 1, "") for file in loaded.files if file.startswith(folder)]
    return list(_chapter(page, language, loaded, languages))


def _card(name: str, loaded: Loaded) -> Iterator[Origin]:
    file = loaded.files[name]
    yield Origin(name, 1, "カード")
    for field, words in _CARD.items():
        if (field,) in file.lines:
            yield Origin(name, file.lines[field,], words)


def _measure(id: str, loaded: Loaded) -> Iterator[Origin]:
    """The file that names the measure, then those of its cards."""
    yield Origin("data/pillars.yml", 1, "")
    cards = loaded.plan.projects if loaded.plan else {}
    yield from (Origin(f"data/projects/{card}.yml", 1, "") for card in cards if cards[card].measure == id)


def _chapter(page: str, language: str, loaded: Loaded, languages: Languages) -> Iterator[Origin]:
    """A chapter's own file, and the data of the blocks in it, once each."""
    chapter = loaded.chapters.get(page_uri(page, language, languages))
    if chapter is None:
        return
    yield Origin(chapter.file, 1, "")
    blocks = [PLACEHOLDERS[match[1]][1] for match in PLACEHOLDER.finditer(chapter.body)]
    yield from (Origin(f"data/{name}", 1, "") for name in dict.fromkeys(blocks))
