"""What is said to staff: one table of sentences, each used, in both languages; and where a finding stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from string import Formatter

import pytest
import yaml
from copies import ROOT
from plan.messages.findings import MANY, DataField, FileLine, Finding, PoEntry, SheetCell, in_order, report, told
from plan.messages.meant import meant
from plan.messages.sentences import SENTENCES, Sentence, both
from sources import nodes

TABLE = ROOT / "hooks/plan/messages/sentences.yml"
#: Sentences that name what they are about, or the system's own words, in one of their halves.
IN_ONE_HALF = set(
    "missing-row disk-refuses exported value-kept written overtaken ledger-overtaken "
    "open-share cities-unreadable".split()
)


def slots(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def written() -> Iterator[str]:
    """Every word in the program that may be the id of a sentence; `translation-*` for one that is put together."""
    for path in (ROOT / "hooks").rglob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                yield f"{node.values[0].value}*"


@pytest.mark.parametrize("id", SENTENCES)
def test_a_sentence_says_the_same_in_both_languages(id: str) -> None:
    """Both halves are there, and name the same details."""
    sentence = SENTENCES[id]
    assert sentence.ja.strip()
    assert sentence.en.strip()
    assert (slots(sentence.ja) != slots(sentence.en)) == (id in IN_ONE_HALF)


def test_each_sentence_stands_once_and_is_said_somewhere() -> None:
    """No id of two kinds, no sentence of two ids, none that the program does not use."""
    kinds = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    assert sum(map(len, kinds.values())) == len(SENTENCES) > 150
    pairs = [(sentence.ja, sentence.en) for sentence in SENTENCES.values()]
    assert len(set(pairs)) == len(pairs)
    used = set(written())
    starts = tuple(word[:-1] for word in used if word.endswith("-*"))
    assert {id for id in SENTENCES if id not in used and not id.startswith(starts)} == set()


def test_a_word_that_is_meant_is_asked_for_in_one_way() -> None:
    """As people call it, or nearly as it is spelt; nothing where none comes near."""
    assert meant("目標値", ["target", "title"]) == "target"
    assert meant("titel", ["target", "title"]) == "title"
    assert meant("xyz", ["target", "title"]) is None
    sentence = SENTENCES["unknown-field"]
    assert sentence.japanese({"meant": "title"}) == "この項目はありません。「title」ではありませんか"
    assert sentence.english({"meant": "title"}) == "there is no such field; did you mean 'title'?"
    assert sentence.english({"meant": None}) == sentence.english({}) == "there is no such field"


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (FileLine("data/a.yml", 3, "title.ja"), "data/a.yml:3: title.ja"),
        (FileLine("data/a.yml"), "data/a.yml:1"),
        (FileLine("plan.xlsx", 0), "plan.xlsx"),
        (PoEntry("x.po", 12, "data/a.yml: title"), "x.po:12: data/a.yml: title"),
        (SheetCell("指標", "U", 3, "目標値"), "指標!U3（目標値）"),
        (SheetCell("指標"), "指標"),
        (DataField("a.yml", ("items", 0, "name")), "a.yml: items[1つ目/1st].name"),
        (FileLine("a\u202e.yml", 2, "x\n"), "a[U+202E].yml:2: x[U+000A]"),
    ],
)
def test_a_finding_says_where_it_stands(at: FileLine | SheetCell | DataField, shown: str) -> None:
    """A line of a file, an entry of a PO file, a cell; and nothing of it that nobody would see."""
    assert str(Finding(at, "blank-text")) == f"{shown}: 文が必要です。空です / must hold text; it is blank"


def test_what_a_person_wrote_stands_before_the_fault_that_it_brings() -> None:
    """The cell or the entry first, then the place in the plan."""
    finding = Finding(FileLine("data/a.yml", 3, "name"), "blank-text", origin=SheetCell("事業", "B", 4, "事業名"))
    assert str(finding).startswith("事業!B4（事業名）: data/a.yml:3: name: 文が必要です。")


def test_findings_of_a_file_stand_in_its_order_and_those_of_cells_as_they_were_found() -> None:
    """And of two that read the same, one."""
    lines = [Finding(FileLine("b.yml", 2), "no-title"), Finding(FileLine("a.yml", 9), "no-title")]
    entries = [Finding(PoEntry("x.po", 5), "po-unknown"), Finding(PoEntry("x.po", 5), "po-fuzzy")]
    cells = [Finding(SheetCell("指標", "B", 9), "empty"), Finding(SheetCell("事業", "A", 1), "empty")]
    assert in_order([*lines, lines[0]]) == (lines[1], lines[0])
    assert in_order(entries) == tuple(entries)
    assert in_order([*cells, cells[1]]) == tuple(cells)
    same_place = [Finding(FileLine("a.yml", 9), "empty"), Finding(FileLine("a.yml", 9), "empty")]
    assert in_order([*same_place, *lines]) == (same_place[0], lines[1], lines[0])
    by_words = [Finding(FileLine("a.yml", 1), "conflict", {"lines": found}) for found in ("b", "a", "b")]
    assert [finding.details["lines"] for finding in in_order(by_words)] == ["a", "b"]
    assert report(cells, "faults-nothing-written").splitlines()[0] == (
        "2件の誤りがあります。何も書き込んでいません / 2 fault(s); nothing was written"
    )


def test_what_stands_alone_at_its_place_is_put_in_order_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """The advice of a sound plan is not read by its build, which need not read the table of sentences for it."""
    monkeypatch.setattr(Finding, "__str__", lambda _: pytest.fail("put into words"))
    lines = [Finding(FileLine("b.yml", 2), "no-title"), Finding(FileLine("a.yml", 9), "no-title")]
    assert in_order(lines) == (lines[1], lines[0])


def test_a_sentence_of_a_command_is_said_in_both_languages() -> None:
    """With its details filled in."""
    assert both("changes", count=2, files=1) == "2件の変更、1個のファイル / 2 change(s) in 1 file(s)"
    assert SENTENCES["no-actual"] == Sentence(
        "{when}の実績値がありません", "has no actual value for {when}", "indicators"
    )


def test_no_report_is_longer_than_anybody_reads() -> None:
    """Of many findings the first of each rule are said, and how many more there are; no rule is left out."""
    many = [Finding(SheetCell("指標", "A", number), "missing-id") for number in range(1, 5001)]
    other = Finding(SheetCell("指標"), "merged", {"range": "A3:A4"})
    lines = report([*many[:2000], other, *many[2000:]], "faults-nothing-written").splitlines()
    assert len(lines) == 25
    assert lines[0] == both("faults-nothing-written", count=5001)
    assert lines[-3:] == [
        "  指標!A22: idが必要です。空です。ほかと重ならないidを、小文字の英字、数字、ハイフンで書きます"
        " / the id is required; it is empty; write one that nothing else has, of lowercase letters, digits "
        "and hyphens [missing-id]",
        "  同じ種類の指摘が、ほかに4978件あります / and 4978 more of this kind [missing-id]",
        "  指標: セル A3:A4 が結合されています。結合を解き、空いたセルに値を入れ直してください / "
        "the cells A3:A4 are merged; unmerge them, and fill in again those that became empty [merged]",
    ]
    assert [*told(many[:MANY])] == [str(finding) for finding in many[:MANY]]
