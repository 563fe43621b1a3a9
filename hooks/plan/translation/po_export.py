"""Turns a plan's passages into a PO file for a translator.

A translator gets each text under its lasting name (msgctxt), with what the field means and under which titles it
stands; `fuzzy` marks a translation that nobody has confirmed with the text as it is now.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from plan import model
from plan.help import fields
from plan.messages.findings import Location
from plan.reading.passages import OPENING, TITLE, Manuscript, Passage, split
from plan.translation.ledger import TextState

HEADER = """\
# 計画の文と訳です。訳を直して fuzzy を外し、このファイルを返してください。msgctxt と msgid は変えません。
# 章の文では、見出しの {#id} と、{{ }} の行をそのまま残してください。
# The texts of a plan and their translations. Mend each translation, take its fuzzy mark off, and send this file back.
# Leave msgctxt and msgid alone, and in chapters the {#id} of a heading and the lines with {{ }}.
#"""


def exported(
    manuscript: Manuscript,
    texts: Iterable[TextState],
    language: str,
    when: datetime,
    open_only: bool = False,
    former: Mapping[str, str] | None = None,
) -> bytes:
    """The PO file of all texts in one language, made at a time; `open_only`: without those that are confirmed.

    `former`: what the originals of stale texts said before, by their lasting names: the entry's previous msgid.
    """
    catalog = Catalog(
        locale=language.replace("-", "_"),
        header_comment=HEADER,
        project=_title(manuscript),
        version=_edition(manuscript),
        copyright_holder="",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        creation_date=when,
        revision_date=when,
        fuzzy=False,
    )
    for text in texts:
        if text.language == language and not (open_only and text.state == "fresh"):
            _add(catalog, manuscript, text, (former or {}).get(text.passage.context))
    file = io.BytesIO()
    write_po(file, catalog, width=0, include_previous=True)
    return file.getvalue()


def _add(catalog: Catalog, manuscript: Manuscript, text: TextState, former: str | None) -> None:
    passage = text.passage
    message = catalog.add(
        passage.default,
        text.translation or "",
        locations=[passage.places[manuscript.default]],
        auto_comments=list(_comments(manuscript, text)),
        previous_id=former or (),
        context=passage.context,
    )
    # Babel takes "100% of" for a slot of Python; translators' tools would then ask for it in the translation.
    message.flags.clear()
    if text.state in ("stale", "unconfirmed"):
        message.flags.add("fuzzy")


def _title(manuscript: Manuscript) -> str:
    file = manuscript.files.get(f"{manuscript.data.name}/plan.yml")
    return str(_at(file.data, ("title", manuscript.default)) or "") if file else ""


def _edition(manuscript: Manuscript) -> str:
    file = manuscript.files.get(f"{manuscript.data.name}/plan.yml")
    return str(_at(file.data, ("edition", "id")) or "") if file else ""


def _at(data: object, location: Location) -> object:
    """The value at a location; None where there is none."""
    for step in location:
        if isinstance(data, Mapping):
            data = data.get(str(step))
        else:
            data = data[step] if isinstance(data, tuple) and isinstance(step, int) and step < len(data) else None
    return data


def _comments(manuscript: Manuscript, text: TextState) -> Iterator[str]:
    """What a translator must know of a text: under which titles it stands, what its field means, why it is open."""
    passage = text.passage
    if above := " > ".join(_titles(manuscript, passage, text.language)):
        yield f"場所 / In: {above}"
    japanese, english = _meaning(passage)
    yield f"意味: {japanese}"
    yield f"Meaning: {english}"
    if text.state == "stale":
        yield "訳の確認の後に原文が変わりました / The original has changed since this translation was confirmed"


def _titles(manuscript: Manuscript, passage: Passage, language: str) -> Iterator[str]:
    """The titles, or names, of what a passage stands in, the widest first."""
    if passage.file in manuscript.chapters:
        if passage.location != (TITLE,):
            names = (passage.places[language][0], passage.file)
            yield from _named(*(_chapter_title(manuscript.chapters.get(name)) for name in names))
        return
    data = manuscript.files[passage.file].data
    for depth in range(len(passage.location)):
        for key in ("title", "name"):
            place = (*passage.location[:depth], key)
            original = _at(data, (*place, manuscript.default))
            if place != passage.location and isinstance(original, str):
                yield from _named(_at(data, (*place, language)), original)
                break


def _named(translation: object, original: str) -> Iterator[str]:
    if original:
        yield f"{original} ({translation})" if isinstance(translation, str) and translation else original


def _chapter_title(text: str | None) -> str:
    return next((piece.text for piece in split(text or "") if piece.key == TITLE), "")


def _meaning(passage: Passage) -> tuple[str, str]:
    """What a passage is, in Japanese and in English."""
    if passage.kind:
        record, _, name = passage.kind.partition(".")
        helps = fields.field_helps(getattr(model, record))
        return next((field.ja, field.en) for field in helps if field.name == name)
    if passage.location == (TITLE,):
        return "章の題", "The title of a chapter."
    if passage.location == (OPENING,):
        return "章の、最初の見出しより前（Markdown）", "What stands before a chapter's first heading, in Markdown."
    if passage.file.endswith(".md"):
        return "章の一つの節（Markdown）", "A section of a chapter, in Markdown."
    return "サイトの言葉。{ } の中はそのままにします", "A word of the site; names in { } stay as they are."
