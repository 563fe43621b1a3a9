"""A text in an easy variant of a language is held to what a program can see of its guideline's rules."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import pytest
from cases import Case, cases
from copies import ROOT, copy_plan, edit
from plan.messages.findings import FileLine, Finding
from plan.messages.sentences import SENTENCES
from plan.model import languages
from plan.preview import inspection
from plan.preview.easy_texts import easy_texts
from plan.reading.loader import Loaded, load_plan
from plan.rules.easy import ease, easy, slips, words
from plan.translation.ledger import Ledger, TextState, judged

CASES = cases("easy", "text", "slips", "words")
EASY = "ja-easy"
HOW = easy(EASY)
assert HOW
MEASURE = HOW
WRITING = languages.writing(EASY)


@pytest.mark.parametrize("case", CASES)
def test_what_is_not_easy_is_told(case: Case) -> None:
    """Sentence by sentence, and each hard word once; nothing of a text that is easy."""
    found = [str(Finding(FileLine("x", 1), rule, details)) for rule, details in slips(case["text"], MEASURE, WRITING)]
    assert found == [f"x:1: {line}" for line in case["slips"]]
    assert [slip.details["found"] for slip in words(case["text"], MEASURE, ["ワンカウンター"])] == case["words"]


def test_only_easy_variants_are_held_to_it() -> None:
    """No other language that the program knows is one."""
    assert [code for code in languages.codes() if easy(code)] == [EASY]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("短い文です。", None),
        ("市民の利便性を向上させるため、窓口における各種手続のオンライン化を積極的に推進していきます。", 2.3),
        ("市役所に行かなくても、家で手続きができます。紙はいりません。スマホを使います。お金も、そこで払えます。", 4.8),
    ],
)
def test_how_easy_a_text_is(text: str, found: float | None) -> None:
    """Short sentences with few kanji are easier; a few words tell nothing."""
    said = ease(text, MEASURE)
    assert (said and round(said, 1)) == found


def states(loaded: Loaded) -> list[TextState]:
    assert loaded.plan
    return list(judged(loaded.manuscript, Ledger()))


def test_the_inspection_of_any_plan_with_an_easy_language_has_it(tmp_path: Path) -> None:
    """At the place of each text, with how easy the texts are together; without such a language nothing is said."""
    folder = copy_plan(tmp_path)
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    assert [part.id for part in inspection.text_sections(states(loaded), Ledger(), loaded.plan)] == ["translations"]
    edit(folder / "data/plan.yml", "code: pt, name: Português", f"code: {EASY}, name: やさしい日本語")
    for path in folder.rglob("*.yml"):
        path.write_text(re.sub(r"\bpt: ", f"{EASY}: ", path.read_text("utf-8")), "utf-8")
    (folder / "docs/plan/overview.pt.md").rename(folder / f"docs/plan/overview.{EASY}.md")
    edit(folder / "data/structure.yml", f"{EASY}: Vida", f"{EASY}: システムとシステムと利用登録者")
    edit(folder / "data/vision.yml", f'{EASY}: "Suave como a água"', f"{EASY}: システムをご覧ください")
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    _, section = inspection.text_sections(states(loaded), Ledger(), loaded.plan)
    assert (section.id, section.title) == ("easy", "やさしい日本語")
    assert "測れる1組の" in section.lead
    ((_, lead, _),) = easy_texts((), loaded.plan)
    assert lead == SENTENCES["easy-unmeasured"].ja
    assert [str(point) for point in section.points] == [
        "data/vision.yml:2: statement（ja-easy）: 敬語「ご覧」があります: 'システムをご覧ください'。"
        "「です」「ます」「〜てください」で書きます / an honorific, 'ご覧': 'システムをご覧ください'; "
        "write with です, ます and 〜てください",
        "data/vision.yml:2: statement（ja-easy）: 説明のない外来語 'システム' があります（2か所。ここがはじめ）。"
        "言い換えるか、すぐ後ろのかっこで説明するか、用語集に入れます / the loan word 'システム' is not explained "
        "(2 places, this is the first); say it otherwise, explain it in brackets right behind it, or put it into the "
        "glossary",
        "data/structure.yml:4: items[1つ目/1st].title（ja-easy）: 漢字の言葉 '利用登録者' が長すぎます"
        "（4字まで。1か所。ここがはじめ）。短い言葉で言い換えるか、すぐ後ろのかっこで説明するか、用語集に入れます / "
        "the word '利用登録者' has too many kanji (at most 4; 1 places, this is the first); say it in short words, "
        "explain it in brackets right behind it, or put it into the glossary",
    ]


def test_the_easy_texts_of_the_plan_are_easier_than_their_originals() -> None:
    """Clearly so by the median, and none is as hard as its original."""
    loaded = load_plan(ROOT / "data", ROOT / "docs")
    assert loaded.plan
    texts = [text for text in states(loaded) if text.language == EASY and text.translation]
    pairs = [(ease(text.default, MEASURE), ease(text.translation or "", MEASURE)) for text in texts]
    both = [(before, now) for before, now in pairs if before is not None and now is not None]
    assert len(both) > 80
    assert all(before < now for before, now in both)
    assert median(now for _, now in both) > median(before for before, _ in both) + 1.5
    (found,) = easy_texts(texts, loaded.plan)
    assert f"測れる{len(both)}組" in found.lead
    told = {point.rule for point in found.points}
    assert told.isdisjoint({"easy-hard", "easy-long", "easy-joints", "easy-negatives", "easy-honorifics", "easy-eras"})
