"""What `make fuzz` tries: for each kind of file that people hand in, one small function from its bytes to findings."""

from __future__ import annotations

import contextlib
import io
import json
import re
import signal
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import watched
from attacks import ATTACKS
from copies import INVENTED, ROOT
from hostile import Change, Folder
from plan.html.svg import picture_faults, rebuilt
from plan.messages.findings import HIDDEN, Finding, report
from plan.pages import site
from plan.paper import library
from plan.publishing import city, manifest
from plan.reading.files import decoded
from plan.reading.loader import load_plan
from plan.reading.yaml_file import yaml_of
from plan.showing.renderer import Renderer
from plan.translation.delivery import received
from plan.translation.ledger import states
from plan.translation.po_export import exported
from plan.workbook.changes import read
from plan.workbook.csv_files import csv_files
from plan.workbook.excel_sheets import workbook
from plan.workbook.layout import layout
from plan.workbook.tables import read_tables
from plan.writing.revision import revise

WHEN = datetime(2026, 4, 1, tzinfo=UTC)
#: A report may have so many lines: MANY, and a heading, and what may be accepted.
LINES = 100

_SPECIAL = [b"\0", b"\xff", b"\r", b"\n", b"\t", b" ", "　".encode(), "\u200b".encode(), "\ufeff".encode()]
_NUMBERS = [b"1e999", b"-1", b"9" * 5000, b"nan", b"inf", b"0x1F", b"1_000", "２６．４".encode(), b"3,160", b"1e-400"]
_YAML = [b": ", b"- ", b"@", b"%", b'"', b"'", b"#", b"&a", b"*a", b"!!int", b"|", b">", b"{", b"[", b"}", b"]", b",",
         b"---", b"...", b"? ", b"<<: ", b"<<<<<<< x\n", b"=======\n", b"\n  ", b"\\x", b"\\U00110000", b"~", b"null",
         b"2026-02-30", b"no"]  # fmt: skip
_MARKDOWN = [b"](", b"[", b"![", b"`", b"```\n", b"|", b"\n|-|-|\n", b"**", b"_", b"# ", b"\n## a {#a}\n", b"\n===\n",
             b"\n---\n", b"> ", b"\n- ", b"\n    ", b"1. ", b"[^1]", b"\n[^1]: ", b"{{ projects }}", b"{{ ", b" }}",
             b"<div>", b"</", b"<!--", b"&#0;", b"&amp;", b"\\", b"~~", b"{#", b"}", b"{:", b"[[", b"](#a)", b"://",
             "｜漢字《かんじ》".encode(), b":   ", b"!!! note\n", b"[a]: b\n", b"\x02", b"\x03",
         b"klzzwxh:0001"]  # fmt: skip
_XML = [b"<", b">", b"/>", b"&", b"&#0;", b"&#xD800;", b"_xD800_", b"_x0000_", b"]]>", b"<![CDATA[", b"<!DOCTYPE a [",
        b'<!ENTITY a "a">', b"&a;", b"url(#a)", b"url(http://x)", b"<script>", b'<use href="#a"/>', b' id="a"',
        b' style="fill:red"', b' width="1e999"', b' viewBox="0 0 0 0"', b"<g>", b"</g>", b' xmlns="x"', b"-1",
        b' t="e"', b' t="b"', b' t="d"', b' t="s"', b' s="99999"', b"<f>", b"#REF!", b"99999999999999999999", b"A0",
        b"XFE1048577", b"1e999"]  # fmt: skip
_PO = [b'msgid ""\n', b'msgstr ""\n', b'msgctxt "x"\n', b"#, fuzzy\n", b'#| msgid "x"\n', b"#~ ", b'"', b"\\", b"\\x",
       b'msgid_plural "x"\n', b"msgstr[0] ", b"Language: en_US\\n", b"charset=EUC-JP", b"\n\n",
         b"domain x\n"]  # fmt: skip
_JSON = [b"{", b"}", b"[", b"]", b'"', b":", b",", b"null", b"1e999", b"NaN", b"\\ud800", b"\\u0000", b"[" * 5000,
         b'{"a":' * 5000, b"9" * 5000, b"true", b"../", b"-1"]  # fmt: skip


@dataclass
class Target:
    """What is tried: sound inputs, pieces to bend them with, and what takes the bytes of one."""

    seeds: Sequence[bytes]
    tokens: Sequence[bytes]
    run: Callable[[bytes], Sequence[Finding]]
    last: bytes = b""
    """The input that was tried last."""


def tried(target: Target, raw: bytes) -> None:
    """Try one input. Raises whatever the program raises, TooSlowError, or AssertionError for what nobody can read."""
    target.last = raw
    before = signal.signal(signal.SIGALRM, watched.stop)
    signal.setitimer(signal.ITIMER_REAL, watched.PATIENCE)
    try:
        findings = target.run(raw)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    for finding in findings:
        said = str(finding)
        assert said and len(said) < 5000 and not re.search(r"[\r\n]", said) and not HIDDEN.search(said), ascii(said)
    assert not findings or len(report(findings).splitlines()) <= LINES, len(findings)


def _scratch() -> Path:
    """A folder that lasts as long as the process."""
    folder = tempfile.TemporaryDirectory(prefix="fuzz-")
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def yaml_files() -> Target:
    """A file of YAML by itself."""
    seeds = [path.read_bytes() for path in sorted((INVENTED / "data").rglob("*.yml")) if path.stat().st_size < 5000]
    tokens = [*_SPECIAL, *_NUMBERS, *_YAML]
    return Target(seeds, tokens, lambda raw: yaml_of(raw, "data/x.yml").findings)


def _in_a_plan(names: Sequence[str], tokens: Sequence[bytes], texts: Sequence[bytes] = ()) -> Target:
    """A file of a plan, or one with the name that its first line gives; what is sound is made into pages."""
    root = _scratch()
    folder = Folder.copy(INVENTED, root)
    kept = _scratch()

    def run(raw: bytes) -> Sequence[Finding]:
        name, _, content = raw.partition(b"\n")
        file = name.decode("ascii", "replace")
        if file not in names:
            file, content = names[0], raw
        changes = [Change(file, "write", content)]
        try:
            folder.change(changes[0])
            loaded = load_plan(folder.root / "data", folder.root / "docs")
            assert (loaded.plan is None) == bool(loaded.findings)
            if loaded.plan:
                renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", kept)
                assert site.Site(renderer, library.Library()).pages
        finally:
            folder.restore(changes)
        return loaded.findings

    return Target([name.encode() + b"\n" + folder.sound[name] for name in names], tokens, run)


def cards() -> Target:
    """The files of a plan's data, with all that is checked of them, and the pages that are made of them."""
    names = ["data/projects/one-counter.yml", "data/plan.yml", "data/series/population.yml", "data/readings.txt"]
    there = [name for name in names if (INVENTED / name).is_file()]
    return _in_a_plan(there, [*_SPECIAL, *_NUMBERS, *_YAML, *(text.encode() for text in ATTACKS.values())])


def chapters() -> Target:
    """The chapters of a plan, and the pages that are made of them."""
    names = [p.relative_to(INVENTED).as_posix() for p in sorted((INVENTED / "docs").rglob("*.md"))]
    return _in_a_plan(names, [*_SPECIAL, *_MARKDOWN])


def ornaments() -> Target:
    """An SVG picture of a city."""
    own = [path.read_bytes() for path in sorted(INVENTED.rglob("*.svg"))][:4]
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><g id="a"><path d="M0 0h9v9z" '
    drawn += b'style="fill:#123456;stroke:none" transform="rotate(45 1,2)"/></g></defs><use href="#a" x="1"/></svg>'

    def run(raw: bytes) -> Sequence[Finding]:
        text = decoded(raw, "data/ornament.svg")
        if isinstance(text, Finding):
            return [text]
        if found := picture_faults(text, "data/ornament.svg"):
            return found
        assert not picture_faults(rebuilt(text).decode(), "again")
        return []

    return Target([drawn, *own], [*_SPECIAL, *_XML], run)


def workbooks() -> Target:
    """A part of an Excel file: the input is its name, a line end, and what it holds."""
    loaded = load_plan(INVENTED / "data", INVENTED / "docs")
    assert loaded.plan
    sheets = layout(loaded.plan)
    with zipfile.ZipFile(io.BytesIO(workbook(sheets, WHEN))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    path = _scratch() / "plan.xlsx"

    def run(raw: bytes) -> Sequence[Finding]:
        name, _, content = raw.partition(b"\n")
        file = name.decode("ascii", "replace")
        with zipfile.ZipFile(path, "w") as book:
            for part, sound in parts.items():
                book.writestr(part, content if part == file else sound)
        brought = read(read_tables(path), sheets)
        return [*brought.findings, *brought.beside] or revise(loaded, brought.changes, brought.cells).findings

    seeds = [name.encode() + b"\n" + content for name, content in parts.items() if len(content) < 60_000]
    return Target(seeds, [*_SPECIAL, *_NUMBERS, *_XML], run)


def tables() -> Target:
    """A CSV file of a folder: the input is its name, a line end, and what it holds."""
    loaded = load_plan(INVENTED / "data", INVENTED / "docs")
    assert loaded.plan
    sheets, folder = layout(loaded.plan), _scratch()
    sound = dict(csv_files(sheets))
    for name, raw in sound.items():
        (folder / name).write_bytes(raw)

    def run(raw: bytes) -> Sequence[Finding]:
        name, _, content = raw.partition(b"\n")
        file = name.decode("utf-8", "replace")
        if file not in sound:
            file, content = next(iter(sound)), raw
        (folder / file).write_bytes(content)
        try:
            brought = read(read_tables(folder), sheets)
        finally:
            (folder / file).write_bytes(sound[file])
        return [*brought.findings, *brought.beside] or revise(loaded, brought.changes, brought.cells).findings

    seeds = [name.encode() + b"\n" + raw for name, raw in sound.items()]
    return Target(seeds, [*_SPECIAL, *_NUMBERS, b'"', b",", b'""', b"\n,", b"'=1", b"#REF!", b"50%"], run)


def deliveries() -> Target:
    """A PO file."""
    loaded = load_plan(INVENTED / "data", INVENTED / "docs")
    texts = states(INVENTED / "data", INVENTED / "docs", loaded.manuscript)
    whole = exported(loaded.manuscript, texts, "en", WHEN)
    head = b"\n\n".join(whole.split(b"\n\n")[:12])

    def run(raw: bytes) -> Sequence[Finding]:
        delivery = received(loaded.manuscript, raw, "x.po")
        found = [*delivery.findings, *delivery.left]
        return found or revise(loaded, delivery.changes).findings

    return Target([head, whole[:40_000]], [*_SPECIAL, *_PO], run)


def outcomes() -> Target:
    """What stands beside the sites of cities, and is read again: a manifest, and what became of a build."""
    folder = _scratch()
    (folder / "index.html").write_text("a", encoding="utf-8")
    manifest.write_manifest(folder, ROOT / "requirements.txt", "0" * 64)
    told = (folder / manifest.MANIFEST).read_bytes()
    known = city.Outcome("a", city.FAULTY, 3, 1.5, 2, "  x", "0", "1")
    kept = json.dumps(asdict(known)).encode()

    def run(raw: bytes) -> Sequence[Finding]:
        (folder / manifest.MANIFEST).write_bytes(raw)
        (folder / "outcome.json").write_bytes(raw)
        with contextlib.suppress(OSError, ValueError):
            list(manifest.differences(folder))
        with contextlib.suppress(OSError, ValueError):
            manifest.plan_of(folder)
        manifest.told_files(folder)
        manifest.strangers(folder)
        city.told(folder)
        return []

    return Target([told, kept], [*_SPECIAL, *_JSON], run)


TARGETS: Mapping[str, Callable[[], Target]] = {
    "yaml": yaml_files,
    "cards": cards,
    "chapters": chapters,
    "ornaments": ornaments,
    "workbooks": workbooks,
    "csv": tables,
    "po": deliveries,
    "outcomes": outcomes,
}
