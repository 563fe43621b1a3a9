"""What a reader of each language gets: safe HTML in it, or in another language and marked so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from cases import Case, cases
from plan.model import Plan
from plan.model.types import Languages, Text
from plan.showing.localizer import Localizer

LANGUAGES = Languages(("ja", "en", "pt"), ("ja", "en"))
CASES = cases("localizer", "call", "text", "value", "unit", "day", "items", "slots", "says")
MARKUP = cases("markup", "text", "html")
#: What each method is asked with, by the names of the fields of a case.
ARGUMENTS = {
    "html": ("text",),
    "plain": ("text",),
    "paragraphs": ("text",),
    "number": ("value",),
    "amount": ("value", "unit"),
    "day": ("day",),
    "join": ("items",),
    "word": (),
    "plain_word": (),
}


def text(words: dict[str, str]) -> Text:
    """A text as the loader would give it."""
    return Text.model_validate(words, context={"languages": LANGUAGES})


def argument(name: str, value: Any) -> Any:
    """A field of a case as the program holds it: a decimal is quoted in the case, so that it keeps its digits."""
    if name in ("text", "unit") and isinstance(value, dict):
        return text(value)
    return Decimal(value) if name == "value" and isinstance(value, str) else value


@pytest.mark.parametrize("case", CASES)
def test_each_language_says_it_in_its_own_way(case: Case) -> None:
    """The same datum in every language, exactly; a word of the site is called by its key, with its slots."""
    words = {"word": text(case["text"])} if case["call"].endswith("word") else {}
    arguments = ["word"] if words else [argument(name, case[name]) for name in ARGUMENTS[case["call"]]]
    for language in case["says"]:
        speak = Localizer(language, LANGUAGES, words)
        said = getattr(speak, case["call"])(*arguments, **case.get("slots", {}))
        assert str(said) == case["says"][language]
    assert set(case["says"]) >= {"ja", "en"}


class Seen(HTMLParser):
    """What a browser takes for text, and all that it takes for anything else."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.other: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.other += [tag, *(value or "" for _, value in attrs)]

    def handle_endtag(self, tag: str) -> None:
        self.other.append(tag)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


@pytest.mark.parametrize("case", MARKUP)
def test_no_text_becomes_markup(case: Case) -> None:
    """A browser takes none of it for more than text, in a text, in the slot of a word or in an attribute."""
    speak = Localizer("ja", LANGUAGES, {"word": text({"ja": "「{name}」", "en": "“{name}”"})})
    given = text({"ja": case["text"], "en": "-"})
    assert str(speak.html(given)) == case["html"]
    assert str(speak.word("word", name=case["text"])) == f"「{case['html']}」"
    assert str(speak.word("word", name=speak.html(given))) == f"「{case['html']}」"
    one_line = " ".join(case["text"].splitlines())
    seen = Seen()
    seen.feed(f'<p>前{case["html"]}後</p><p title="{case["html"]}">')
    seen.close()
    assert seen.text == f"前{one_line}後"
    assert seen.other == ["p", "p", "p", one_line]


def test_the_first_language_is_the_default() -> None:
    """Only the first language of the plan is at the root of the site."""
    assert [Localizer(code, LANGUAGES, {}).is_default for code in LANGUAGES.codes] == [True, False, False]


def test_the_default_language_stands_in_where_english_lacks_too() -> None:
    """English first, then the default language: what neither has does not come through the loader."""
    lone = Text.model_construct({"ja": "窓口"})
    assert str(Localizer("pt", LANGUAGES, {}).html(lone)) == '<span lang="ja" class="untranslated">窓口</span>'
    with pytest.raises(LookupError, match=r"^a text without any language$"):
        Localizer("pt", LANGUAGES, {}).html(Text.model_construct({}))


def test_a_lent_unit_stands_as_its_own_language_has_it() -> None:
    """A language that writes a unit close to its number parts one of another language all the same."""
    languages = Languages(("ja", "en", "zh-TW"), ("ja", "en"))
    unit = Text.model_construct({"ja": "件", "en": "uses"})
    said = {code: Localizer(code, languages, {}).amount(1234, unit) for code in languages.codes}
    assert said == {"ja": "1,234件", "en": "1,234 uses", "zh-TW": "1,234 uses"}
    assert Localizer("zh-TW", languages, {}).amount(5, Text.model_construct({"en": "%"})) == "5%"


def test_dates_before_an_accession_are_of_the_era_before() -> None:
    """The day decides, not the year: Heisei ends on 30 April 2019."""
    speak = Localizer("ja", LANGUAGES, {})
    assert speak.day(date(2019, 4, 30)) == "平成31年4月30日（2019年）"
    assert speak.day(date(2019, 5, 1)) == "令和元年5月1日（2019年）"
    assert speak.day(date(1989, 1, 7)) == "昭和64年1月7日（1989年）"
    assert speak.day(date(1989, 1, 8)) == "平成元年1月8日（1989年）"


@pytest.mark.parametrize(
    ("octets", "japanese", "english"),
    [
        (0, "1KB", "1 KB"),
        (1, "1KB", "1 KB"),
        (1_499, "1KB", "1 KB"),
        (1_501, "2KB", "2 KB"),
        (99_499, "99KB", "99 KB"),
        (99_999, "100KB", "100 KB"),
        (100_000, "0.1MB", "0.1 MB"),
        (1_050_000, "1.1MB", "1.1 MB"),
        (1_234_567, "1.2MB", "1.2 MB"),
    ],
)
def test_the_size_of_a_download(octets: int, japanese: str, english: str) -> None:
    """In whole kilobytes, from a tenth of a megabyte on in tenths; nothing is of no size."""
    assert Localizer("ja", LANGUAGES, {}).size(octets) == japanese
    assert Localizer("en", LANGUAGES, {}).size(octets) == english


def test_years_that_are_stated_and_not() -> None:
    """A year reads as fiscal_years says; one that the plan does not state, in the site's words."""
    words = {"year_not_stated": text({"ja": "年度は書かれていません", "en": "Year not stated"})}
    japanese, english = Localizer("ja", LANGUAGES, words), Localizer("en", LANGUAGES, words)
    assert (japanese.fiscal_year(2026), english.fiscal_year(2026)) == ("令和8年度（2026年度）", "FY2026 (Reiwa 8)")
    assert (japanese.fiscal_year(None), english.fiscal_year(None)) == ("年度は書かれていません", "Year not stated")
    assert (japanese.year(2020), english.year(2020)) == ("令和2年（2020年）", "2020")
    assert (japanese.year_heading(2020), english.year_heading(2020)) == (("R2", "2020"), ("FY2020", "Reiwa 2"))


def test_departments_and_other_names_in_one_line(plan: Plan) -> None:
    """With the mark that each language uses; in words that a card names no department."""
    words = {"department_not_stated": text({"ja": "担当は書かれていません", "en": "Department not stated"})}
    japanese, english = Localizer("ja", LANGUAGES, words), Localizer("en", LANGUAGES, words)
    two = plan.departments.departments[:2]
    assert japanese.departments(two).plain == "・".join(item.name["ja"] for item in two)
    assert english.departments(two).plain == ", ".join(item.name["en"] for item in two)
    assert (japanese.departments(()).plain, english.departments(()).plain) == (
        "担当は書かれていません",
        "Department not stated",
    )
    term = plan.glossary.terms[0].model_copy(update={"aliases": {"ja": ("甲", "乙"), "en": ("A", "B")}})
    assert (japanese.other_names(term), english.other_names(term)) == ("甲、乙", "A, B")
    assert Localizer("pt", LANGUAGES, {}).other_names(term) == ""


def test_a_lent_unit_stands_from_its_number_as_in_its_own_language(plan: Plan) -> None:
    """Chinese has no blank there, and English words keep theirs in it."""
    languages = Languages(("ja", "en", "zh-TW"), ("ja", "en"))
    unit = Text.model_validate({"ja": "件", "en": "uses"}, context={"languages": languages})
    assert {code: Localizer(code, languages, plan.words).amount(20, unit) for code in languages.codes} == {
        "ja": "20件",
        "en": "20 uses",
        "zh-TW": "20 uses",
    }
