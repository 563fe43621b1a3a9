"""Turns a plan's passages into a PO file for a translator, and the file that comes back into changes of the plan.

A translator gets each text under its lasting name (msgctxt), with what the field means and under which titles it
stands; `fuzzy` marks a translation that nobody has confirmed with the text as it is now. What comes back is taken
whole or not at all: with one refusal nothing is written. Not taken, and no refusal, is what the translator left
open: an empty msgstr, or one that is still marked fuzzy. The new files are read as a plan before they are written,
so that no delivery brings a fault into it.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from plan import model
from plan.help import fields
from plan.machine.whole_files import write as write_whole
from plan.messages.findings import HIDDEN, Finding, Location, PoEntry, in_order
from plan.reading import loader
from plan.reading.passages import OPENING, TITLE, Manuscript, Passage, Piece, shown, split
from plan.translation.ledger import TextState, normal
from plan.translation.po_file import Entry, read_po
from plan.writing.yaml_edit import EditError, edited

_HEADING_LINE = re.compile(r"^(#{1,6})[ \t]+.*?(?:\{#([A-Za-z0-9-]+)\})?[ \t]*$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}")
#: The letters that `yaml_file` refuses as well: controls, other line ends, zero-width and bidirectional marks.
_HIDDEN = re.compile(f"\r|{HIDDEN.pattern}")
_MARK = "※"

HEADER = """\
# 計画の文と訳です。訳を直して fuzzy を外し、このファイルを返してください。msgctxt と msgid は変えません。
# 章の文では、見出しの {#id} と、{{ }} の行をそのまま残してください。
# The texts of a plan and their translations. Mend each translation, take its fuzzy mark off, and send this file back.
# Leave msgctxt and msgid alone, and in chapters the {#id} of a heading and the lines with {{ }}.
#"""

# ---------------------------------------------------------------- export


def exported(
    manuscript: Manuscript, texts: Iterable[TextState], language: str, when: datetime, open_only: bool = False
) -> bytes:
    """The PO file of all texts in one language, made at a time; `open_only`: without those that are confirmed."""
    catalog = Catalog(
        locale=language.replace("-", "_"),
        header_comment=HEADER,
        project=_title(manuscript),
        version=_edition(manuscript),
        copyright_holder="",
        creation_date=when,
        revision_date=when,
        fuzzy=False,
    )
    for text in texts:
        if text.language == language and not (open_only and text.state == "fresh"):
            _add(catalog, manuscript, text)
    file = io.BytesIO()
    write_po(file, catalog, width=0)
    return file.getvalue()


def _add(catalog: Catalog, manuscript: Manuscript, text: TextState) -> None:
    passage = text.passage
    message = catalog.add(
        passage.default,
        text.translation or "",
        locations=[passage.places[manuscript.default]],
        auto_comments=list(_comments(manuscript, text)),
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


# ---------------------------------------------------------------- import


@dataclass(frozen=True, slots=True)
class Retranslation:
    """A translation that shall stand in the plan from now on."""

    entry: Entry
    passage: Passage
    language: str
    new: str

    @property
    def file(self) -> str:
        """The file to be changed."""
        return self.passage.places[self.language][0] if self.language in self.passage.places else self.passage.file

    @property
    def old(self) -> str | None:
        """What stands there now."""
        return self.passage.translations.get(self.language)


@dataclass(frozen=True)
class Delivery:
    """What a PO file brings: changes with the new bytes of each file, or refusals; never both to be written."""

    language: str
    changes: tuple[Retranslation, ...]
    reviewed: tuple[Passage, ...]
    """Texts that came back as they stand, without the fuzzy mark: somebody has read them."""
    empty: int
    """How many entries have no translation yet."""
    left: tuple[Finding, ...]
    """New translations that are still marked fuzzy, and so are not taken."""
    findings: tuple[Finding, ...]
    """Why nothing may be written."""
    contents: Mapping[str, bytes]
    """The new files, by name; none with a refusal."""


def received(manuscript: Manuscript, raw: bytes, name: str) -> Delivery:
    """What the PO file brings to a plan; sentences about it call it `name`. Nothing is written."""
    file = read_po(raw, name)
    findings = [*file.findings]
    if not findings and file.language not in manuscript.others:
        details = {"known": ", ".join(manuscript.others), "found": file.language or "-"}
        findings.append(Finding(PoEntry(name), "po-language", details))
    changes: list[Retranslation] = []
    reviewed: list[Passage] = []
    left: list[Finding] = []
    known = {passage.context: passage for passage in manuscript.passages}
    for entry in file.entries if file.language in manuscript.others else ():
        passage, at = known.get(entry.context), PoEntry(name, entry.line, entry.context)
        if passage is None:
            findings.append(Finding(at, "po-unknown"))
            continue
        if normal(entry.original) != normal(passage.default):
            file_now, line_now = passage.places[manuscript.default]
            findings.append(Finding(at, "po-other-original", {"place": f"{file_now}:{line_now}"}))
            continue
        change = Retranslation(entry, passage, file.language, entry.translation.strip())
        if not change.new:
            continue
        if change.new == (change.old or "").strip():
            reviewed.extend([] if entry.fuzzy else [passage])
        elif entry.fuzzy:
            left.append(Finding(at, "po-fuzzy"))
        elif faults := [Finding(at, rule, details) for rule, details in _faults(change)]:
            findings.extend(faults)
        else:
            changes.append(change)
    contents = _contents(manuscript, changes, name, findings)
    findings.extend(_proof(manuscript, contents, changes, name))
    empty = sum(not entry.translation.strip() for entry in file.entries)
    kept = {} if findings else contents
    return Delivery(file.language, tuple(changes), tuple(reviewed), empty, tuple(left), in_order(findings), kept)


def write(manuscript: Manuscript, delivery: Delivery) -> None:
    """Write the new files of a delivery without refusals."""
    for name, content in delivery.contents.items():
        write_whole(_path(manuscript, name), content)


def _path(manuscript: Manuscript, name: str) -> Path:
    folder, _, rest = name.partition("/")
    return (manuscript.data if folder == manuscript.data.name else manuscript.docs) / rest


# ---------------------------------------------------------------- what a translation may not lose


def _faults(change: Retranslation) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What is wrong with a translation in itself: the rule and its details."""
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(_HIDDEN.findall(change.new)))
    if codes:
        yield "hidden-character", {"code": codes}
    if change.passage.file.endswith(".md"):
        yield from _chapter_faults(change.passage, change.old or "", change.new)


def _chapter_faults(passage: Passage, old: str, new: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    if passage.location == (TITLE,):
        if "\n" in new:
            yield "title-of-lines", {}
        return
    expected, found = _heads(passage.default), _heads(new)
    if found == expected and expected and not new.startswith("#"):
        yield "section-without-heading", {}
    elif found != expected:
        yield "other-headings", {"expected": _listed(expected), "found": _listed(found)}
    expected, found = _placeholders(passage.default), _placeholders(new)
    if found != expected:
        yield "other-placeholders", {"expected": _listed(expected), "found": _listed(found)}
    # A language need not mark the words of the glossary; but a mark that stood there must not get lost.
    marks = min(old.count(_MARK), passage.default.count(_MARK))
    if new.count(_MARK) < marks:
        yield "marks-lost", {"expected": marks, "found": new.count(_MARK)}


def _heads(text: str) -> list[str]:
    return [f"{match[1]} {{#{match[2]}}}" if match[2] else match[1] for match in _HEADING_LINE.finditer(text)]


def _placeholders(text: str) -> list[str]:
    return ["".join(found.split()) for found in _PLACEHOLDER.findall(text)]


def _listed(found: Sequence[str]) -> str:
    return ", ".join(found) or "-"


# ---------------------------------------------------------------- new files


def _contents(
    manuscript: Manuscript, changes: Sequence[Retranslation], name: str, findings: list[Finding]
) -> dict[str, bytes]:
    """The new bytes of each file that changes; why one cannot be made is put to the findings."""
    contents: dict[str, bytes] = {}
    for file in dict.fromkeys(change.file for change in changes):
        these = [change for change in changes if change.file == file]
        if these[0].passage.file.endswith(".md"):
            text = _chapter(manuscript, file, these)
            if lacking := list(_incomplete(manuscript, text, these, name)):
                findings.extend(lacking)
                continue
        else:
            try:
                text = _data_file(manuscript, file, these)
            except (EditError, LookupError) as error:
                at = PoEntry(name, these[0].entry.line, these[0].entry.context)
                findings.append(Finding(at, "not-written", {"file": file, "error": str(error)}))
                continue
        contents[file] = text.encode("utf-8")
    return contents


def _data_file(manuscript: Manuscript, file: str, changes: Sequence[Retranslation]) -> str:
    values: dict[Location, object] = {}
    for change in changes:
        original = _at(manuscript.files[file].data, (*change.passage.location, manuscript.default))
        words = [line.strip() for line in change.new.split("\n") if line.strip()]
        values[*change.passage.location, change.language] = words if isinstance(original, tuple) else change.new
    text = _path(manuscript, file).read_bytes().decode("utf-8")
    return edited(text, values, lambda location: manuscript.languages.codes)


def _chapter(manuscript: Manuscript, file: str, changes: Sequence[Retranslation]) -> str:
    """A chapter with new texts for some of its pieces; a piece it lacks is put where the original has it."""
    original = split(manuscript.chapters[changes[0].passage.file])
    text = manuscript.chapters.get(file)
    pieces = list(split(text)) if text is not None else [_with(piece, "") for piece in original]
    line_end = "\r\n" if "\r\n" in (text or manuscript.chapters[changes[0].passage.file]) else "\n"
    for change in sorted(changes, key=lambda change: [piece.key for piece in original].index(_key(change))):
        index = next((at for at, piece in enumerate(pieces) if piece.key == _key(change)), None)
        if index is None:
            index = _place(original, pieces, _key(change))
            pieces.insert(index, Piece(_key(change), 0, "", "", ""))
        new = change.new.replace("\n", line_end)
        pieces[index] = _with(pieces[index], new)
        if text is not None and change.old is None:
            _set_apart(pieces, index, line_end)
    return "".join(piece.whole for piece in pieces)


def _key(change: Retranslation) -> str:
    return str(change.passage.location[0])


def _with(piece: Piece, text: str) -> Piece:
    return Piece(piece.key, piece.line, piece.lead, text, piece.tail)


def _place(original: Sequence[Piece], pieces: Sequence[Piece], key: str) -> int:
    """Where a piece goes: behind the last of those that the original has before it."""
    keys = [piece.key for piece in original]
    earlier = keys[: keys.index(key)]
    return max((at + 1 for at, piece in enumerate(pieces) if piece.key in earlier), default=0)


def _set_apart(pieces: list[Piece], index: int, line_end: str) -> None:
    """A blank line before and after a piece that is new; the chapter ends with one line end."""
    piece, last = pieces[index], index == len(pieces) - 1
    before = pieces[index - 1].whole if index else ""
    lead = "# " if piece.key == TITLE else "" if not before or shown(before).endswith("\n\n") else line_end
    if before and not before.endswith("\n"):
        lead += line_end
    pieces[index] = Piece(piece.key, piece.line, lead, piece.text, line_end if last else line_end * 2)


def _incomplete(manuscript: Manuscript, text: str, changes: Sequence[Retranslation], name: str) -> Iterator[Finding]:
    """A chapter that gets new pieces gets all of them: half a chapter has other headings than its pair."""
    added = [change for change in changes if change.old is None]
    if not added:
        return
    has = {piece.key for piece in split(text) if piece.text}
    wanted = [piece.key for piece in split(manuscript.chapters[added[0].passage.file]) if piece.text]
    lacking = ", ".join(key for key in wanted if key not in has)
    if lacking:
        entry = added[0].entry
        yield Finding(PoEntry(name, entry.line, entry.context), "chapter-not-whole", {"lacking": lacking})


# ---------------------------------------------------------------- the plan as it would be


def _proof(
    manuscript: Manuscript, contents: Mapping[str, bytes], changes: Sequence[Retranslation], name: str
) -> Iterator[Finding]:
    """The faults that the changed files would bring into the plan, each at the entry that it comes from."""
    if not contents:
        return
    before = {_told(finding) for finding in loader.load_plan(manuscript.data, manuscript.docs).findings}
    with tempfile.TemporaryDirectory() as folder:
        data, docs = Path(folder, manuscript.data.name), Path(folder, manuscript.docs.name)
        shutil.copytree(manuscript.data, data)
        shutil.copytree(manuscript.docs, docs)
        for file, content in contents.items():
            path = _path(manuscript, file)
            folder_there = data if path.is_relative_to(manuscript.data) else docs
            (folder_there / file.partition("/")[2]).write_bytes(content)
        findings = loader.load_plan(data, docs).findings
    for finding in findings:
        if finding.file in contents and _told(finding) not in before:
            yield _origin(name, finding, changes)


def _told(finding: Finding) -> tuple[str, str, str]:
    """A finding but for its line, which changes with the texts before it."""
    return finding.file, finding.field, finding.english


def _origin(name: str, finding: Finding, changes: Collection[Retranslation]) -> Finding:
    """The finding with the entry that brings it about."""
    here = [change for change in changes if change.file == finding.file]
    field = finding.field.removesuffix(f".{here[0].language}")
    entry = next((change.entry for change in here if change.passage.field == field), here[0].entry)
    return replace(finding, origin=PoEntry(name, entry.line, entry.context))
