"""The exchange with a translator: nothing is lost on the way, and what does not fit is refused as a whole."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import Case, cases
from copies import INVENTED, ROOT, change, copy_plan, edit
from deliveries import WHEN, confirm_all, content, exported
from plan.commands import po_export, po_import
from plan.messages.findings import Location, in_order
from plan.reading.loader import Loaded, load_plan
from plan.reading.passages import Manuscript, read_manuscript
from plan.reading.yaml_file import YamlFile, parse_yaml
from plan.translation import losses
from plan.translation import po_export as agency
from plan.translation.delivery import Delivery
from plan.translation.delivery import received as delivered
from plan.translation.ledger import Ledger, judged
from plan.translation.po_file import read_po
from plan.writing import revision
from plan.writing.yaml_edit import REMOVED, edited

CASES = cases("exchange", "before", "language", "po", "raw", "edits", "refusals", "left", "changes", "empty", "files")


def received(folder: Path, raw: bytes) -> tuple[Delivery, revision.Revision]:
    """What a PO file brings to a plan, and the plan as it would be."""
    return brought(load_plan(folder / "data", folder / "docs"), raw)


def brought(loaded: Loaded, raw: bytes) -> tuple[Delivery, revision.Revision]:
    """The same of a plan that was read before."""
    delivery = delivered(loaded.manuscript, raw, "x.po")
    return delivery, revision.revise(loaded, delivery.changes)


def rewritten(case: Case, po: str) -> bytes:
    """The PO file as the case has it: what is `find` stands in it exactly once."""
    for item in case.get("po", ()):
        assert po.count(item["find"]) == 1, f"the PO file holds {item['find']!r} {po.count(item['find'])} times"
        po = po.replace(item["find"], item["replace"])
    raw = po.encode()
    for digits in case.get("raw", ()):
        raw += bytes.fromhex(digits)
    return raw


@pytest.mark.parametrize("case", CASES)
def test_a_delivery_is_taken_whole_or_refused_with_every_reason(case: Case, tmp_path: Path) -> None:
    """The plan has the edits of `before`, all confirmed. The `po` as edited brings
    the `changes`, or the `refusals`; `edits` are made to the plan meanwhile.
    """
    folder = copy_plan(tmp_path)
    change({"edits": case.get("before", ())}, folder)
    confirm_all(folder)
    po = exported(folder, case.get("language", "en")).decode()
    change(case, folder)
    before = content(folder)
    delivery, revised = received(folder, rewritten(case, po))
    findings = in_order([*delivery.findings, *revised.findings])
    assert [str(finding) for finding in findings] == case.get("refusals", [])
    assert [str(notice) for notice in delivery.left] == case.get("left", [])
    assert content(folder) == before
    if findings:
        path = tmp_path / "x.po"
        path.write_bytes(rewritten(case, po))
        assert po_import.take_over(folder / "data", folder / "docs", path, yes=True, confirming=True) == 1
        path.unlink()
        assert content(folder) == before
        return
    assert [f"{c.name}: {c.before} -> {c.after}" for c in delivery.changes] == case.get("changes", [])
    assert delivery.empty == case.get("empty", 0)
    revision.write(revised)
    after = content(folder)
    assert {name: after[name].decode() for name in after if after[name] != before.get(name)} == case.get("files", {})
    assert load_plan(folder / "data", folder / "docs").plan


def test_an_entry_tells_a_translator_all_there_is_to_know(tmp_path: Path) -> None:
    """Where the text stands, under which titles, what it means, and that it must be looked at."""
    folder = copy_plan(tmp_path)
    confirm_all(folder)
    path = folder / "data/projects/one-counter.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("利用件数", "使われた回数100% of"), encoding="utf-8")
    po = exported(folder).decode()
    entry = next(entry for entry in po.split("\n\n") if 'one-counter.yml: indicators[uses].name"' in entry)
    lines = entry.split("\n")
    assert lines[0] == "#. 場所 / In: 窓口を一つに (One Counter)"
    comments = " ".join(line.removeprefix("#. ") for line in lines if line.startswith("#. "))
    assert " 意味: " in comments
    assert " Meaning: What is counted, as printed." in comments
    assert comments.endswith(
        "訳の確認の後に原文が変わりました / The original has changed since this translation was confirmed"
    )
    assert lines[-5:] == [
        "#: data/projects/one-counter.yml:8",
        "#, fuzzy",
        'msgctxt "data/projects/one-counter.yml: indicators[uses].name"',
        'msgid "使われた回数100% of"',
        'msgstr "Number of uses"',
    ]
    assert po.count("#, fuzzy") == 1
    assert "python-format" not in po
    assert '"Language: en\\n"' in po


def changed_since(folder: Path) -> Path:
    """A plan whose translations are confirmed, and two of whose texts have changed since; returns where a PO goes."""
    confirm_all(folder)
    edit(folder / "data/vision.yml", "めざす町", "めざすまち")
    edit(folder / "docs/plan/support.md", "総務課が", "企画課が")
    return folder / "x.po"


AUTHOR = ("-c", "user.name=editor", "-c", "user.email=editor@city.example")
PREVIOUS = [
    ('msgctxt "data/vision.yml: title"', ['#| msgid "めざす町"']),
    (
        'msgctxt "docs/plan/support.md#structure"',
        ['#| msgid "" "## 体制 {#structure}\\n" "\\n" "総務課が進めます。\\n" "\\n" "{{ projects }}"'],
    ),
]


def previous(po: Path) -> list[tuple[str, list[str]]]:
    """The entries that say what their original was before, with what they say."""
    entries = [entry.split("\n") for entry in po.read_text(encoding="utf-8").split("\n\n")]
    said = [(entry, [line for line in entry if line.startswith("#|")]) for entry in entries]
    return [(next(line for line in entry if line.startswith("msgctxt")), lines) for entry, lines in said if lines]


@pytest.mark.parametrize("kept", ["git", "edition"])
def test_an_entry_says_what_its_original_was_before(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As git has it, or the frozen edition; the file is taken back as any other."""
    folder = copy_plan(tmp_path / "plan")
    if kept == "edition":
        copy_plan(folder / "data/editions/first")
    else:
        for words in (["init", "-q"], ["add", "."], [*AUTHOR, "commit", "-qm", "first"]):
            subprocess.run(["git", "-C", str(folder), *words], check=True)
    po = changed_since(folder)
    assert po_export.export(folder / "data", folder / "docs", po) == 0
    assert previous(po) == PREVIOUS
    assert po_import.take_over(folder / "data", folder / "docs", po) == 0
    assert "2件" in capsys.readouterr().out.splitlines()[-2]


def test_of_what_nothing_is_kept_nothing_is_said_to_have_been_there(tmp_path: Path) -> None:
    """Without git and editions an entry says that its original has changed, and no more."""
    folder = copy_plan(tmp_path / "plan")
    po = changed_since(folder)
    assert po_export.export(folder / "data", folder / "docs", po) == 0
    assert previous(po) == []
    assert po.read_text(encoding="utf-8").count("#, fuzzy") == 2


def test_each_entry_has_its_meaning() -> None:
    """No text of the real plan goes out without a word on what it is."""
    entries = exported(ROOT).decode().split("\n\n")[1:]
    assert len(entries) > 1500
    assert [entry for entry in entries if entry.strip() and "#. Meaning:" not in entry] == []


def test_only_what_is_open_is_exported_if_asked(tmp_path: Path) -> None:
    folder = copy_plan(tmp_path)
    confirm_all(folder)
    assert [entry.context for entry in read_po(exported(folder, open_only=True), "x.po").entries] == []
    path = folder / "docs/plan/support.md"
    path.write_text(path.read_text(encoding="utf-8").replace("総務課", "企画課"), encoding="utf-8")
    (entry,) = read_po(exported(folder, open_only=True), "x.po").entries
    assert (entry.context, entry.fuzzy) == ("docs/plan/support.md#structure", True)
    assert entry.original == "## 体制 {#structure}\n\n企画課が進めます。\n\n{{ projects }}"
    assert len(read_po(exported(folder, "pt", open_only=True), "x.po").entries) == 66


@pytest.mark.parametrize("folder", [ROOT, INVENTED], ids=["real", "invented"])
def test_what_comes_back_unchanged_changes_nothing(folder: Path) -> None:
    """Export and import, with fuzzy marks and without: no change, no refusal."""
    manuscript = read_manuscript(folder / "data", folder / "docs")
    file = agency.exported(manuscript, judged(manuscript, Ledger()), "en", WHEN)
    assert file.count(b"#, fuzzy") == len(manuscript.passages) - len(without_pair(manuscript))
    for raw, reviewed in ((file, 0), (file.replace(b"#, fuzzy\n", b""), file.count(b"#, fuzzy"))):
        delivery, revised = received(folder, raw)
        assert (delivery.changes, delivery.findings, delivery.left, delivery.empty) == ((), (), (), 0)
        assert len(delivery.reviewed) == reviewed
        assert (revised.texts, revised.findings) == ({}, ())


def without_pair(manuscript: Manuscript) -> list[str]:
    """Spellings that only the default language has, and the words of frozen editions, which nobody changes any more."""
    return [
        passage.context
        for passage in manuscript.passages
        if "en" not in passage.places or passage.file == "data/editions.yml"
    ]


def english(value: object, location: Location = ()) -> Iterator[Location]:
    """Every place of an English half."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "en" and "ja" in value:
                yield (*location, key)
            yield from english(inner, (*location, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from english(inner, (*location, index))


#: The notes are long, and each edit reads its file again: of them, as many texts as take a moment.
SOME = 40


def data(raw: bytes) -> object:
    file = YamlFile("")
    parse_yaml(raw, file)
    return file.data


def without_english(path: str, raw: bytes) -> bytes:
    places = list(english(data(raw)))[: SOME if path.endswith("notes.yml") else None]
    return edited(raw.decode(), dict.fromkeys(places, REMOVED)).encode()


@pytest.mark.sweep
@pytest.mark.parametrize("name", ["real", "invented"])
def test_a_plan_that_lost_its_english_gets_it_back(name: str, tmp_path: Path) -> None:
    """Everything exported, every English half and every English chapter taken out, and imported again.

    The chapters are the same byte for byte; in data only quotes may differ, as those of a text taken out are forgotten.
    """
    folder = copy_plan(tmp_path, ROOT if name == "real" else INVENTED, "schema", "translations.txt")
    before, po = content(folder), exported(folder).replace(b"#, fuzzy\n", b"")
    emptied = {file: without_english(file, raw) for file, raw in before.items() if file.endswith(".yml")}
    for file, raw in emptied.items():
        (folder / file).write_bytes(raw)
    for path in (folder / "docs").rglob("*.en.md"):
        path.unlink()
    assert load_plan(folder / "data", folder / "docs").findings
    assert sum(raw != before[file] for file, raw in emptied.items()) > (40 if name == "real" else 10)
    delivery, revised = received(folder, po)
    assert (delivery.findings, revised.findings) == ((), ())
    revision.write(revised)
    after = content(folder)
    assert after.keys() == before.keys()
    for file, raw in after.items():
        if file in emptied:
            assert data(raw) == data(before[file]), file
            assert without_english(file, raw) == emptied[file], file
        else:
            assert raw == before[file], file


@pytest.mark.sweep
@pytest.mark.parametrize("language", ["en", "pt"])
def test_a_file_that_breaks_off_or_loses_a_line_harms_at_most_its_text(language: str, tmp_path: Path) -> None:
    """Cut short at many a byte, with a byte or a line taken out: refused, or one text differs, and none is touched."""
    folder = copy_plan(tmp_path)
    raw = exported(folder, language).replace(b"#, fuzzy\n", b"")
    lines = raw.split(b"\n")
    broken = [raw[:end] for end in range(0, len(raw), 211)]
    broken += [raw[:at] + raw[at + 1 :] for at in range(0, len(raw), 199)]
    broken += [b"\n".join(lines[:at] + lines[at + 1 :]) for at in range(len(lines))]
    before, loaded = content(folder), load_plan(folder / "data", folder / "docs")
    deliveries = [brought(loaded, less) for less in broken]
    assert content(folder) == before
    refused = [bool(delivery.findings or revised.findings) for delivery, revised in deliveries]
    taken = [delivery for (delivery, _), no in zip(deliveries, refused, strict=True) if not no]
    assert all(len(delivery.changes) <= 1 for delivery in taken)
    assert len(broken) / 4 < sum(refused) < len(broken)


@pytest.mark.parametrize("language", ["pt-BR", "ay"])
def test_a_language_may_have_a_country_or_be_unknown_to_babel(language: str, tmp_path: Path) -> None:
    """Its code comes back as the plan writes it."""
    folder = copy_plan(tmp_path)
    for path in folder.rglob("*"):
        if path.suffix == ".yml":
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("code: pt", f"code: {language}").replace(" pt:", f" {language}:"), "utf-8")
    (folder / "docs/plan/overview.pt.md").rename(folder / f"docs/plan/overview.{language}.md")
    assert read_po(exported(folder, language), "x.po").language == language
    delivery, _ = received(folder, exported(folder, language))
    assert (delivery.findings, delivery.changes, delivery.empty) == ((), (), 66)


@pytest.mark.sweep
def test_every_hidden_character_that_a_data_file_may_not_hold_is_refused() -> None:
    """The same letters as in yaml_file, and the carriage return, which no chapter should get."""
    for code in range(0x10000):
        letter = chr(code)
        if 0xD800 <= code < 0xE000:
            continue
        file = YamlFile("x.yml")
        parse_yaml(f"a: b{letter}c\n".encode(), file) if letter not in "\r\n" else None
        hidden = any(finding.rule in ("hidden-character", "lost-letter") for finding in file.findings)
        assert bool(losses._HIDDEN.search(letter)) == (hidden or letter == "\r"), f"U+{code:04X}"
