"""What of the paper edition each page offers to take away: the file, what it is, how long and how large."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from plan import model
from plan.model import Plan
from plan.paper.document_names import COMMENT_SHEET, CONSULTATION_RESULT, OVERVIEW, report_name
from plan.paper.library import Library, Printed, published
from plan.showing.catalog import Card
from plan.showing.localizer import Localizer, Phrase

#: The signs that no name of a file on Windows may have, and how much of a title one takes.
_REFUSED, _LONGEST = re.compile(r'[\\/:*?"<>|\x00-\x1f]'), 60


@dataclass(frozen=True)
class Download:
    """A document to be had: its published name, what it is, how many pages and bytes."""

    file: str
    label: Phrase
    size: Phrase
    saved_as: str
    """What the file is called where a reader keeps it: the plan, the document and the edition."""
    other: Markup
    """The name of its language for itself, marked, where it is not that of the page."""


class Downloads:
    """The documents of a plan for readers of one language; none where none are made, as in a preview.

    One that is not made in their language is had in the first of those in which they read what it lacks.
    """

    def __init__(self, library: Library, plan: Plan, speak: Localizer) -> None:
        self._library, self._plan, self._speak = library, plan, speak

    def plan(self) -> list[Download]:
        """The whole plan, its summary and its parts; nothing without the whole."""
        word = self._speak.phrase_of
        found = [self._find("whole", word("pdf_whole")), self._find("summary", word("pdf_summary"))]
        found += [self.part(part) for part in self._plan.details.parts]
        return [document for document in found if document] if found[0] else []

    def part(self, part: model.Part) -> Download | None:
        """A part of the plan."""
        label = self._speak.phrase_of("pdf_part", part=part.title)
        return self._find(f"part-{part.id}", label)

    def department(self, department: model.Department) -> Download | None:
        """The cards of a department: who hears the links of a page one by one is told whose they are."""
        label = self._speak.phrase_of("pdf_department", department=department.name)
        return self._find(f"departments/{department.id}", label)

    def card(self, card: Card) -> Download | None:
        """The sheet of a card."""
        found = self._made(card.page)
        key = "pdf_card_pages" if found and found[1].pages > 1 else "pdf_card"
        return self._find(card.page, self._speak.phrase_of(key))

    def overview(self) -> Download | None:
        """Where the indicators stand, on two pages."""
        return self._find(OVERVIEW, self._speak.phrase_of("pdf_overview"))

    def report(self, year: int) -> Download | None:
        """The report on a fiscal year."""
        return self._find(report_name(year), self._speak.phrase_of("pdf_report"))

    def comment_sheet(self) -> Download | None:
        """The comment sheet."""
        return self._find(COMMENT_SHEET, self._speak.phrase_of("comment_sheet"))

    def consultation_result(self) -> Download | None:
        """What came of the consultation."""
        return self._find(CONSULTATION_RESULT, self._speak.phrase_of("consultation_result_link"))

    def comparison(self, name: str) -> Download | None:
        """The table of old and new of two editions."""
        return self._find(name, self._speak.phrase_of("compared_pdf"))

    def _find(self, name: str, label: Phrase) -> Download | None:
        speak = self._speak
        found = self._made(name)
        if found is None:
            return None
        language, document = found
        key = "pdf_one" if document.pages == 1 else "pdf"
        size = speak.phrase_of(key, pages=document.pages, size=lambda by: by.size(document.size))
        saved = saved_as(self._plan, speak, name, self._plan.details.edition.id)
        return Download(published(language, name), label, size, saved, other_language(self._plan, speak, language))

    def _made(self, name: str) -> tuple[str, Printed] | None:
        """A document and its language: that of the readers, or the first other one that they get texts in."""
        made = ((language, self._library.find(language, name)) for language in self._speak.order)
        return next(((language, document) for language, document in made if document), None)


def other_language(plan: Plan, speak: Localizer, language: str) -> Markup:
    """The name of a language for itself, marked; nothing where it is the one that is spoken."""
    name = next(known.name for known in plan.details.languages if known.code == language)
    return speak.marked(name, language) if language != speak.language else Markup("")


def saved_as(plan: Plan, speak: Localizer, name: str, edition: str) -> str:
    """What a document is called where a reader keeps it.

    Its address says no edition, so that it lasts: there is always the document of today. The file that somebody keeps
    must say it. No sign stands in the name that a system refuses.
    """
    title = " ".join(_REFUSED.sub(" ", speak.plain(plan.details.title)).split())[:_LONGEST].rstrip(" .")
    return f"{title}-{name.replace('/', '-')}-{edition}.pdf"
