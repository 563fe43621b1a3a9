"""A translation has no fact that the Japanese text lacks: no number, no law, no office, no abbreviation. What a
translator adds stands in its own form, `[Translator’s note: …]`, and is listed here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import yaml
from copies import ROOT, data_files

NOTE = re.compile(r"\[Translator’s note: ([^\[\]]+)\]")
#: Where a translator explains what the readers of the Japanese text know.
NOTES = {
    "data/glossary.yml: terms.digital-society-priority-plan.definition": "an earlier English title of this plan",
    "data/people.yml: definition.description": "how 人財 is spelled",
    "data/projects/iseca.yml: challenge": "what a premium gift voucher is",
    "data/projects/online-procedures.yml: content": "what Mynaportal is",
    "data/rules.yml: rules.evidence.description": "what EBPM is short for",
    "data/families/tools.yml: items.online.description": "the full title of the Act",
    "docs/plan/introduction.md: #period": "when a fiscal year begins",
    "data/glossary.yml: lead": "how a term is marked here",
    "docs/implementation/introduction.md: #structure": "that the Japanese has one word for both",
}
#: Files whose English says of the Japanese text what it is like, for editors: it counts words that it does not quote.
FOR_EDITORS = {"data/notes.yml"}
#: Numbers that the English needs and the Japanese says otherwise, with the reason.
NUMBERS = {
    ("docs/plan/introduction.md: #lifestyles", "19"): "COVID-19 is the name of 新型コロナウイルス感染症",
    ("hooks/plan/reading/words.yml: money_ten_thousand_yen", "10"): "Japanese has one word for ten thousand: 万",
}
#: What would be a fact of its own in an English text, and what the Japanese text then has.
FACTS = {
    r"(?<=\w )Act\b": "法",
    r"\bMinistr(?:y|ies)\b": "省",
    r"\bAgency\b": "庁|機構",
    r"\b[Nn]ational\b": "国",
    r"\b[Pp]refectur(?:e|al)\b": "県",
    r"\bPolice\b": "警",
    r"\bBureau\b": "局",
    r"\bCabinet\b": "内閣",
    r"(?<!-)\b[Ff]ree(?: of charge)?\b(?!dom)": "無料",
    r"\b[Mm]onthly\b|\b[Aa]nnual(?:ly)?\b|\beach (?:fiscal )?year\b": "毎月|年",
}
#: Names whose English says more than the Japanese, with the reason.
NAMES = {
    ("data/sources.yml: sources.ssdse-a.publisher", "National"): "the official English name of 統計センター",
}
#: Abbreviations that are the usual English of a Japanese word.
ABBREVIATIONS = {
    "CIO": "チーフ・インフォメーション・オフィサー",
    "COVID": "新型コロナウイルス",
    "DX": "デジタル・トランスフォーメーション|デジタル変革",
    "FY": "年度",
    "ICT": "情報化",
    "ISECA": "電子地域通貨",
    "IT": "情報化|電算",
    "UDPGothic": "UDPゴシック",
}
WORDS = {
    word: number for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
} | {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
ERAS = {"令和": 2018, "平成": 1988, "R": 2018, "H": 1988}


def pairs(value: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """The texts of a file in both languages, each with its place by ids."""
    if isinstance(value, dict) and isinstance(value.get("ja"), str) and isinstance(value.get("en"), str):
        yield place, value["ja"], value["en"]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from pairs(inner, f"{place}.{key}" if not place.endswith(": ") else f"{place}{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            name = inner.get("id", number) if isinstance(inner, dict) else number
            yield from pairs(inner, f"{place}.{name}")


def texts() -> Iterator[tuple[str, str, str]]:
    """Every text of the plan and of the site in Japanese and English, with its place."""
    files = [*data_files(ROOT), ROOT / "hooks/plan/reading/words.yml"]
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        if name not in FOR_EDITORS:
            yield from pairs(yaml.safe_load(path.read_text(encoding="utf-8")), f"{name}: ")
    for path in sorted((ROOT / "docs").rglob("*.en.md")):
        japanese = path.with_name(path.name.replace(".en.md", ".md"))
        both = [file.read_text(encoding="utf-8").split("\n") for file in (japanese, path)]
        section = ""
        for original, english in zip(*both, strict=True):
            section = (re.findall(r"\{(#[\w-]+)\}", original) or [section])[0]
            yield f"{japanese.relative_to(ROOT).as_posix()}: {section}", original, english


def told(japanese: str) -> set[str]:
    """The numbers that a Japanese text says: in digits of any width, in kanji under eleven, years also as western."""
    text = unicodedata.normalize("NFKC", japanese).replace(",", "").replace("元年", "1年")
    found = set(re.findall(r"\d+(?:\.\d+)?", text))
    for era, before in ERAS.items():
        for first, last in re.findall(rf"{era}(\d+)(?:年度?)?(?:[～~から-]+(\d+)年度)?", text):
            found |= {str(before + int(year)) for year in (first, last) if year}
    found |= {str("一二三四五六七八九十".index(char) + 1) for char in text if char in "一二三四五六七八九十"}
    # 「0～14歳」 is "under 15".
    return found | {str(int(age) + 1) for age in re.findall(r"\d+[～~-](\d+)歳", text)}


def said(english: str) -> list[str]:
    """The numbers that an English text says, in digits or in words, as digits."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", NOTE.sub("", english))
    spelled = (str(WORDS[word]) for word in re.findall("[a-z]+", text.lower()) if word in WORDS)
    return [*re.findall(r"\d+(?:\.\d+)?", text), *spelled]


def test_every_number_of_the_english_stands_in_the_japanese() -> None:
    """A reader of the translation is told no figure, year or count that the plan does not give."""
    checked, more = 0, set()
    for place, japanese, english in texts():
        known = told(japanese)
        for number in said(english):
            checked += 1
            if number not in known:
                more.add((place, number))
    assert checked > 150
    assert more == NUMBERS.keys()


def test_every_law_office_and_abbreviation_of_the_english_stands_in_the_japanese() -> None:
    """Nor a law, an office, a price or how often something is, nor an abbreviation that stands for any of them."""
    more = set()
    for place, japanese, english in texts():
        original, text = unicodedata.normalize("NFKC", japanese), NOTE.sub("", english)
        for pattern, expected in FACTS.items():
            found = re.search(pattern, text)
            if found and not re.search(expected, original):
                more.add((place, found[0]))
        for short in re.findall(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?<!s)", text):
            usual = ABBREVIATIONS.get(short)
            if short.lower() not in original.lower() and not (usual and re.search(usual, original)):
                more.add((place, short))
    assert more == NAMES.keys()


def test_what_a_translator_adds_is_marked_and_listed() -> None:
    """In one form, in translations alone; in no other square brackets."""
    found = set()
    for place, japanese, english in texts():
        if place.endswith(("translators_note", "translators_notes")):
            continue  # what such a note is called; the page about this edition speaks of the form
        assert "ranslator" not in japanese, place
        if NOTE.search(english):
            found.add(place)
        assert not re.search(r"[Tt]ranslator|訳注", NOTE.sub("", english)), place
    assert found == NOTES.keys()


def test_a_number_is_found_however_it_is_written() -> None:
    """What the tests above compare."""
    assert told("令和8年度から令和11年度までの4年間") == {"8", "11", "4", "2026", "2029"}
    assert told("（令和8年度～11年度）") == {"8", "11", "2026", "2029"}
    assert told("H22-R2、１，０００人、３つ、二つ、元年") >= {"2010", "2020", "1000", "3", "2", "1"}
    assert told("0～14歳") == {"0", "14", "15"}
    assert said("Three of the 8,000 uses [Translator’s note: 5.] in FY2029, 12.5%") == ["8000", "2029", "12.5", "3"]
