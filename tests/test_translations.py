"""Whether each translation is still right: told by what the texts say, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from cases import Case, cases
from copies import INVENTED, ROOT, change, copy_plan
from deliveries import confirmed_plan
from plan.model import Plan, inventory
from plan.model.types import Record, Text
from plan.reading.loader import load_plan
from plan.reading.passages import Passage, read_manuscript, split
from plan.translation.ledger import (
    HEAD,
    LEDGER,
    Ledger,
    Pair,
    TextState,
    chosen,
    confirm,
    counts,
    digits,
    judged,
    ledger_text,
    normal,
    open_shares,
    read_ledger,
    states,
)

CASES = cases("translations", "edits", "write", "bytes", "delete", "language", "states", "ledger", "notices")


def described(text: TextState) -> str:
    return f"{text.file}:{text.line}: {text.field}: {text.language}: {text.state}"


def in_language(case: Case, folder: Path) -> list[TextState]:
    """The texts in the language of a case, English if it names none."""
    return [t for t in states(folder / "data", folder / "docs") if t.language == case.get("language", "en")]


@pytest.mark.parametrize("case", CASES)
def test_a_text_is_stale_new_missing_or_confirmed(case: Case, tmp_path: Path) -> None:
    """Of a plan all of whose translations were confirmed: what is open after the changes of the case, and was not."""
    folder = confirmed_plan(tmp_path)
    before = {(text.passage.context, text.state) for text in in_language(case, folder)}
    change(case, folder)
    with (folder / "data" / LEDGER).open("a", encoding="utf-8", newline="") as file:
        file.write(case.get("ledger", ""))
    found = in_language(case, folder)
    open_texts = [text for text in found if text.state != "fresh" and (text.passage.context, text.state) not in before]
    assert [described(text) for text in open_texts] == case["states"]
    ledger = read_ledger(folder / "data", ("en", "pt"))
    assert [str(finding) for finding in ledger.findings] == case.get("notices", [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A text\nof two lines", "A text of two lines"),
        ("文を\n折り返す", "文を折り返す"),
        ("文の中の\nDX", "文の中のDX"),
        ("blank at the end  \n\nof lines\t", "blank at the end\n\nof lines"),
        ("\n\na text\n", "a text"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("lines of\r\nWindows", "lines of Windows"),
        ("- an item\n  that goes on\n- another", "- an item that goes on\n- another"),
    ],
)
def test_wrapping_and_blank_at_line_ends_do_not_count(one: str, other: str) -> None:
    """Two ways to write the same text have the same digits."""
    assert normal(one) == normal(other)
    assert digits(one) == digits(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("one\n\ntwo", "one\ntwo"),
        ("a b", "ab"),
        ("文 字", "文字"),
        ("- one\n- two", "- one - two"),
        ("1. one\n2. two", "1. one 2. two"),
        ("## Heading {#id}\ntext", "## Heading {#id} text"),
        ("{{ structure }}\ntext", "{{ structure }} text"),
        ("text\n{{ structure }}", "text {{ structure }}"),
        ("| a |\n| b |", "| a | | b |"),
        ("text.", "text"),
    ],
)
def test_all_else_counts(one: str, other: str) -> None:
    """Paragraphs, items, headings, rows, placeholders and every letter make a difference."""
    assert digits(one) != digits(other)


def texts_of(record: object) -> Iterator[Text]:
    """Every text of a record, however deep in it."""
    if isinstance(record, Text):
        yield record
    elif isinstance(record, Record):
        for name in type(record).model_fields:
            yield from texts_of(getattr(record, name))
    elif isinstance(record, tuple):
        for item in record:
            yield from texts_of(item)


def test_no_text_of_the_plan_is_overlooked() -> None:
    """Every text of every record is a passage, in the order in which it stands, and so is every line of a chapter."""
    loaded = load_plan(ROOT / "data", ROOT / "docs")
    assert loaded.plan
    single = [name for name in Plan.__dataclass_fields__ if name not in (*inventory.FOLDERS, "words")]
    records = [getattr(loaded.plan, name) for name in single]
    records += [record for folder in inventory.FOLDERS for record in getattr(loaded.plan, folder).values()]
    own = yaml.safe_load((ROOT / "data/words.yml").read_text(encoding="utf-8"))
    texts = [*(text["ja"] for record in records for text in texts_of(record)), *(text["ja"] for text in own.values())]
    expected = sorted(text.strip() for text in texts)
    assert len(expected) > 1000
    manuscript = read_manuscript(ROOT / "data", ROOT / "docs")
    passages = [passage for passage in manuscript.passages if passage.file.startswith("data/")]
    found = sorted(passage.default.strip() for passage in passages if not passage.context.endswith(".aliases"))
    assert found == expected
    assert len({passage.context for passage in manuscript.passages}) == len(manuscript.passages)
    for name, text in manuscript.chapters.items():
        assert "".join(piece.whole for piece in split(text)) == text
        default = {passage.default for passage in manuscript.passages if passage.file == name}
        if default:
            letters = sum(len("".join(piece.split())) for piece in default)
            assert letters == len("".join(text.removeprefix("# ").split())), name


def test_each_place_is_where_the_text_stands() -> None:
    """The line of each text, in each language, is the one that begins with it or with its key."""
    manuscript = read_manuscript(INVENTED / "data", INVENTED / "docs")
    looked = 0
    for passage in manuscript.passages:
        for language, (name, line) in passage.places.items():
            text = passage.default if language == "ja" else passage.translations.get(language)
            path = INVENTED / name
            if text is not None:
                assert text.split("\n")[0] in path.read_text(encoding="utf-8").split("\n")[line - 1]
                looked += 1
    assert looked > 100


def test_the_plan_keeps_to_its_own_limit_of_open_translations(plan: Plan) -> None:
    """No more of the real plan's translations are open than plan.yml allows; the ledger is as the program writes it."""
    texts = states(ROOT / "data", ROOT / "docs")
    assert len(texts) > 1500
    assert plan.details.translation_limit is not None
    assert open_shares(texts)["en"] * 100 <= plan.details.translation_limit, [
        described(text) for text in texts if text.state != "fresh"
    ]
    ledger = read_ledger(ROOT / "data", plan.languages.others)
    assert not ledger.findings
    assert (ROOT / "data" / LEDGER).read_text(encoding="utf-8") == ledger_text(ledger.pairs)


def test_the_ledger_is_sorted_and_says_what_it_is() -> None:
    pairs = [Pair("pt", "0" * 16, "1" * 16), Pair("en", "b" * 16, "0" * 16), Pair("en", "a" * 16, "0" * 16)]
    assert ledger_text([*pairs, pairs[0]]) == HEAD + (
        "en aaaaaaaaaaaaaaaa 0000000000000000\n"
        "en bbbbbbbbbbbbbbbb 0000000000000000\n"
        "pt 0000000000000000 1111111111111111\n"
    )
    assert (
        HEAD.splitlines()[1] == "# 手で書き換えないでください。訳を確かめたら、python -m plan confirm で書き加えます。"
    )
    assert all(line.startswith("#") for line in HEAD.splitlines())


def test_a_plan_without_a_ledger_has_nothing_confirmed(tmp_path: Path) -> None:
    folder = copy_plan(tmp_path)
    texts = states(folder / "data", folder / "docs")
    assert counts(texts) == {
        "en": {"missing": 0, "stale": 0, "unconfirmed": 75, "fresh": 0},
        "pt": {"missing": 66, "stale": 0, "unconfirmed": 9, "fresh": 0},
    }
    assert open_shares(texts) == {"en": 1, "pt": 1}
    ledger = confirm(Ledger(), texts, chosen(texts, ["data/plan.yml", "docs/plan/overview.pt.md"]))
    after = judged(read_manuscript(folder / "data", folder / "docs"), ledger)
    assert open_shares(after)["pt"] == pytest.approx(70 / 75)


def test_confirming_takes_files_and_fields(tmp_path: Path) -> None:
    """A chapter is meant by its name in either language; a field by the name in messages or by its lasting one."""
    folder = copy_plan(tmp_path)
    texts = states(folder / "data", folder / "docs")
    for file in ("docs/plan/support.md", "docs/plan/support.en.md"):
        found = [described(text) for text in chosen(texts, [file]) if text.language == "en"]
        assert found == [
            "docs/plan/support.en.md:1: title: en: unconfirmed",
            "docs/plan/support.en.md:3: #structure: en: unconfirmed",
        ]
    names = (
        "indicators[0].name",
        "indicators[uses].name",
        "data/projects/one-counter.yml: indicators[uses].name",
    )
    for name in names:
        found = [described(text) for text in chosen(texts, ["data/projects/one-counter.yml"], name)]
        assert found == [
            "data/projects/one-counter.yml:8: indicators[0].name: en: unconfirmed",
            "data/projects/one-counter.yml:8: indicators[0].name: pt: missing",
        ]
    assert len(list(chosen(texts, (), "indicators[uses].name"))) == 6
    assert len(list(chosen(texts))) == len(texts)


def state(default: str, translation: str, ledger: Ledger) -> TextState:
    passage = Passage("a", ("t",), "a: t", "", default, {"en": translation}, {"ja": ("a", 1), "en": ("a", 1)})
    manuscript = read_manuscript(INVENTED / "data", INVENTED / "docs")
    return judged(replace(manuscript, passages=(passage,)), ledger)[0]


def pair(default: str, translation: str) -> Pair:
    return Pair("en", digits(default), digits(translation))


def test_an_old_line_goes_when_its_translation_is_confirmed_anew() -> None:
    """It told stale from unconfirmed; when the pair is right again, nothing needs it."""
    ledger = Ledger(frozenset({pair("old", "words"), pair("other", "text")}))
    text = state("new", "words", ledger)
    assert text.state == "stale"
    assert confirm(ledger, [text], []).pairs == ledger.pairs
    assert confirm(ledger, [text], [text]).pairs == {pair("new", "words"), pair("other", "text")}


def test_an_old_line_stays_while_its_pair_stands_somewhere() -> None:
    """Two texts of one translation: confirming one does not put the other in doubt."""
    ledger = Ledger(frozenset({pair("old", "words")}))
    texts = [state("new", "words", ledger), state("old", "words", ledger)]
    assert [text.state for text in texts] == ["stale", "fresh"]
    assert confirm(ledger, texts, texts[:1]).pairs == {pair("old", "words"), pair("new", "words")}


def test_pruning_keeps_what_tells_a_stale_text_from_a_new_one() -> None:
    ledger = Ledger(frozenset({pair("old", "words"), pair("gone", "text")}))
    text = state("new", "words", ledger)
    assert confirm(ledger, [text], [], prune=True).pairs == {pair("old", "words")}
    assert confirm(ledger, [text], [text], prune=True).pairs == {pair("new", "words")}


def test_what_has_been_read_is_not_read_again(tmp_path: Path) -> None:
    """The texts are made of what the loader has read: nothing under data/ and docs/ is opened."""
    folder = copy_plan(tmp_path)
    first = read_manuscript(folder / "data", folder / "docs")
    loaded = load_plan(folder / "data", folder / "docs")
    for path in [*(folder / "data").rglob("*.yml"), *(folder / "docs").rglob("*.md")]:
        path.write_text("", encoding="utf-8")
    assert loaded.manuscript.passages == first.passages
    assert loaded.manuscript.chapters == first.chapters
