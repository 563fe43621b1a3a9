"""What is said in a language: days, numbers and years, sentences of one language, and words that are lent."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from plan.html.number_runs import in_order
from plan.model.types import Languages, Text
from plan.showing.localizer import Lent, Localizer
from plan.showing.templates import bare_attributes
from test_web_languages import CODES, EASY

#: A day and a number as CLDR writes them (test_languages.py compares all); digits are those of the plan, years western.
CLDR = {
    "vi": ("24 tháng 11, 2026", "12.345,6", "năm tài chính 2026 (Reiwa 8)"),
    "zh-CN": ("2026年11月24日", "12,345.6", "2026年度（令和8年度）"),
    "zh-TW": ("2026年11月24日", "12,345.6", "2026年度（令和8年度）"),
    "ko": ("2026년 11월 24일", "12,345.6", "2026년도(레이와 8년도)"),
    "ne": ("2026 नोभेम्बर 24", "12,345.6", "आर्थिक वर्ष 2026 (Reiwa 8)"),
    "th": ("24 พฤศจิกายน ค.ศ. 2026", "12,345.6", "ปีงบประมาณ ค.ศ. 2026 (เรวะ 8)"),
    "my": ("2026 နိုဝင်ဘာ 24", "12,345.6", "2026 ဘဏ္ဍာရေးနှစ် (Reiwa 8)"),
    "id": ("24 November 2026", "12.345,6", "tahun fiskal 2026 (Reiwa 8)"),
    "tl": ("Nobyembre 24, 2026", "12,345.6", "taong piskal 2026 (Reiwa 8)"),
    "pt-BR": ("24 de novembro de 2026", "12.345,6", "ano fiscal de 2026 (Reiwa 8)"),
    "es": ("24 de noviembre de 2026", "12.345,6", "año fiscal 2026 (Reiwa 8)"),
    "uk": ("24 листопада 2026\u202fр.", "12\u00a0345,6", "2026 фінансовий рік (Рейва 8)"),
    "ar": ("24 نوفمبر 2026", "12,345.6", "السنة المالية 2026 (ريوا 8)"),
    EASY: ("2026年11月24日", "12,345.6", "2026年度"),
}


@pytest.mark.parametrize("code", CODES)
def test_days_numbers_and_fiscal_years(code: str) -> None:
    """Each as the language writes it."""
    speak = Localizer(code, Languages((code,), (code,)), {})
    said = speak.day(date(2026, 11, 24)), speak.number(Decimal("12345.6")), speak.fiscal_year(2026)
    assert said == CLDR[code]


def test_small_numbers_of_spanish_have_no_mark() -> None:
    """Thousands are parted from five digits on, and a percent sign stands apart."""
    speak = Localizer("es", Languages(("es",), ("es",)), {})
    assert [speak.number(9999), speak.number(10000), speak.amount(50, "%")] == ["9999", "10.000", "50 %"]


LANGUAGES = Languages(("ja", "en", "vi"), ("ja", "en"))


def text(**words: str) -> Text:
    """A text as the loader would give it."""
    return Text.model_validate(words, context={"languages": LANGUAGES})


WORDS = {
    "of": text(ja="{city}の計画", en="Plan of {city}", vi="Kế hoạch của {city}"),
    "since": text(ja="{year}から", en="From {year}"),
    "quoted": text(ja="「{words}」", en="“{words}”"),
}


@pytest.mark.parametrize(
    ("key", "slots", "said"),
    [
        ("of", {"city": text(ja="水面町", en="Minamo", vi="Thị trấn Minamo")}, "Kế hoạch của Thị trấn Minamo"),
        (
            "of",
            {"city": text(ja="水面町", en="Minamo")},
            '<span lang="en" class="untranslated">Plan of Minamo</span>',
        ),
        (
            "since",
            {"year": lambda speak: speak.fiscal_year(2026)},
            '<span lang="en" class="untranslated">From FY2026 (Reiwa 8)</span>',
        ),
        ("quoted", {"words": text(ja="水", en="water", vi="nước")}, "“nước”"),
        ("quoted", {"words": text(ja="水", en="water")}, '“<span lang="en" class="untranslated">water</span>”'),
    ],
)
def test_a_sentence_is_in_one_language(key: str, slots: dict[str, Any], said: str) -> None:
    """With its names, years and numbers; marks alone are of no language, and take the words that there are."""
    speak = Localizer("vi", LANGUAGES, WORDS)
    assert str(speak.word(key, **slots)) == said
    assert speak.plain_word(key, **slots) == re.sub(r"<[^>]*>", "", said)


def test_words_that_are_lent_know_their_language() -> None:
    """Also after a process handed them to another."""
    import pickle

    lent = Localizer("vi", LANGUAGES, WORDS).plain(text(ja="水", en="water"))
    again = pickle.loads(pickle.dumps(lent))  # noqa: S301 - made here
    assert isinstance(again, Lent)
    assert (again, again.language) == ("water", "en")
    assert type(Localizer("en", LANGUAGES, WORDS).plain(text(ja="水", en="water"))) is str


BARE = [
    ('<a title="<span lang="en" class="untranslated">A</span>">x</a>', '<a title="A">x</a>'),
    (
        '<a title="1 <span lang="en" dir="ltr" class="untranslated">A <span lang="ja" class="untranslated">B</span>'
        '</span> 2">x</a>',
        '<a title="1 A B 2">x</a>',
    ),
    (
        '<option value=""><span lang="en" dir="ltr" class="untranslated">All</span></option>',
        '<option value="" lang="en" dir="ltr">All</option>',
    ),
    (
        '<p><span lang="en" class="untranslated">A</span></p>',
        '<p><span lang="en" class="untranslated">A</span></p>',
    ),
]


@pytest.mark.parametrize(("made", "bare"), BARE)
def test_marks_leave_attributes_and_options(made: str, bare: str) -> None:
    """However many there are, and within each other; in a text they stay."""
    assert bare_attributes(made) == bare


RUNS = [
    (
        "<p>هاتف: +81-270-24-5111، 13-2.</p>",
        '<p>هاتف: <bdi dir="ltr">+81-270-24-5111</bdi>، <bdi dir="ltr">13-2</bdi>.</p>',
    ),
    ("<p>(0270) 24-5111</p>", '<p><bdi dir="ltr">(0270) 24-5111</bdi></p>'),
    ("<p>0270(24)5111</p>", '<p><bdi dir="ltr">0270(24)5111</bdi></p>'),
    ("<p>1,234.5 (2022) ← 100, 2023/4 2024 – 2025</p>", "<p>1,234.5 (2022) ← 100, 2023/4 2024 – 2025</p>"),
    ('<a title="1-2">١</a><option>1-2</option>', '<a title="1-2">١</a><option>1-2</option>'),
]


@pytest.mark.parametrize(("made", "ordered"), RUNS)
def test_telephone_numbers_and_codes_keep_their_order(made: str, ordered: str) -> None:
    """Isolated once, however often it is asked for; what is one number, or no text, is left alone."""
    assert in_order(made) == ordered
    assert in_order(ordered) == ordered
