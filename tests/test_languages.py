"""How languages are written is data: what is known of each, what a plan changes, and that no code is compared."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.core import Locale, get_cldr_version
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from conftest import ROOT
from copies import edit
from jinja2 import Environment, FileSystemLoader
from plan.model import Language, Plan, Writing, dates, fiscal_years
from plan.model.languages import codes, fallback_order, required, writing
from plan.model.types import Languages, Text
from plan.pages.frame import Frames
from plan.reading import loader
from plan.reading.folders import read_folders
from plan.reading.unfinished import unfinished
from plan.showing import styles
from plan.showing.localizer import Localizer
from sources import nodes
from test_faults import change, copy_plan

DAY = date(2026, 11, 24)
#: Codes of languages that are names in HTML and in the data as well, an attribute and an element: Indonesian, Thai.
ALSO_NAMES = {"id", "th"}
#: What something is called that holds a language, or takes one.
_LANGUAGE = re.compile(r"lang|code|locale|writ|speak|localizer", re.IGNORECASE)
#: Places where a language is named and not compared: pages for staff say in which language their own words are.
_ATTRIBUTE = re.compile(r"""\b(?:lang|class)=["'][a-z-]+["']""")


def test_every_language_is_known_in_every_field() -> None:
    """What an entry leaves out is filled in, also for a language of which nothing is known."""
    for code in (*codes(), "vi", "xx"):
        known = writing(code)
        assert [name for name in Writing.model_fields if getattr(known, name) is None] == [], code
    assert set(required()) <= set(codes())


@pytest.mark.parametrize(
    ("code", "day", "fiscal_year", "amount"),
    [
        ("ja", "令和8年11月24日（2026年）", "令和8年度（2026年度）", "1,234.5km"),
        ("ja-easy", "2026年11月24日", "2026年度", "1,234.5km"),
        ("en", "November 24, 2026", "FY2026 (Reiwa 8)", "1,234.5 km"),
        ("pt-BR", "24 de novembro de 2026", "ano fiscal de 2026 (Reiwa 8)", "1.234,5 km"),
        ("zh-CN", "2026年11月24日", "2026年度（令和8年度）", "1,234.5km"),
        ("vi", "24 tháng 11, 2026", "năm tài chính 2026 (Reiwa 8)", "1.234,5 km"),
        ("xx", "2026-11-24", "FY2026 (Reiwa 8)", "1,234.5 km"),
    ],
)
def test_a_language_is_written_in_its_own_way(code: str, day: str, fiscal_year: str, amount: str) -> None:
    """By its code, by the shorter code that it belongs to, and as most languages are where nothing is known of it."""
    how = writing(code)
    assert (dates.written_day(DAY, how), fiscal_years.fiscal_year(2026, how)) == (day, fiscal_year)
    speak = Localizer(code, Languages((code,), (code,)), {})
    assert speak.amount(Decimal("1234.5"), "km") == amount
    assert speak.amount(50, "%") == "50%"


#: What CLDR calls the languages whose codes are not those of CLDR.
CLDR_CODES = {"tl": "fil", "zh-CN": "zh_Hans", "zh-TW": "zh_Hant", "ja-easy": "ja"}


@pytest.mark.parametrize("code", sorted({*codes(), "pt-BR"}))
def test_a_language_is_written_as_cldr_says(code: str) -> None:
    """Days, the names of months and the marks in numbers, of the edition that languages.yml names."""
    table = (ROOT / "hooks/plan/model/languages.yml").read_text(encoding="utf-8")
    assert f"CLDR {get_cldr_version()}\n" in table
    locale, how = Locale.parse(CLDR_CODES.get(code, code.replace("-", "_"))), writing(code)
    if "month_name" in how.day:
        assert list(how.months) == [locale.months["format"]["wide"][month] for month in range(1, 13)]
    if "{era}" not in how.day:  # Japanese has the years of its eras
        assert dates.written_day(DAY, how) == format_date(DAY, "long", locale=locale)
    speak = Localizer(code, Languages((code,), (code,)), {})
    for number in (Decimal("0.5"), Decimal("12345.6"), 1234567):
        assert speak.number(number) == format_decimal(number, locale=locale, numbering_system="latn")
    assert speak.amount(50, "%") == format_percent(0.5, locale=locale, numbering_system="latn").replace("\u00a0", " ")


def test_which_way_lines_run_and_what_region_paper_follows() -> None:
    """A code that names its region has that one."""
    assert [writing(code).direction for code in ("ja", "en", "ar", "he", "ur", "fa")] == [*["ltr"] * 2, *["rtl"] * 4]
    regions = {
        "ja": "JP",
        "ja-easy": "JP",
        "en": "US",
        "en-GB": "GB",
        "pt": "BR",
        "pt-PT": "PT",
        "zh-TW": "TW",
        "vi": "",
    }
    assert {code: writing(code).region for code in regions} == regions


@pytest.mark.parametrize(
    ("code", "languages", "order"),
    [
        ("ja", ("ja", "en", "pt"), ("ja", "en")),
        ("en", ("ja", "en", "pt"), ("en", "ja")),
        ("pt", ("ja", "en", "pt"), ("pt", "en", "ja")),
        ("pt-BR", ("ja", "en", "pt-BR", "pt"), ("pt-BR", "pt", "en", "ja")),
        ("ja-easy", ("ja", "en", "ja-easy"), ("ja-easy", "ja", "en")),
    ],
)
def test_what_a_reader_gets_where_a_language_lacks_a_text(
    code: str, languages: tuple[str, ...], order: tuple[str, ...]
) -> None:
    """The language that it belongs to, then those that it names, then the one in which the plan was written."""
    assert fallback_order(code, Languages(languages, ())) == order
    there = Text.model_construct(dict.fromkeys(order[1:], "x"))
    assert Localizer(code, Languages(languages, ()), {}).choose(there) == ("x", order[1])


def test_a_plan_changes_how_its_languages_are_written(tmp_path: Path) -> None:
    """Field by field, for its own site; the rest stays as the program knows the language."""
    folder = copy_plan(tmp_path)
    pattern = '{list_mark: "; ", fallback: [ja], day: "{day}.{month}.{year}"}'
    edit = {"file": "data/plan.yml", "find": "code: pt, ", "replace": f"code: pt, writing: {pattern}, "}
    change({"edits": [edit]}, folder)
    plan = loader.load_plan(folder / "data", folder / "docs").plan
    assert plan
    speak = Localizer("pt", plan.languages, plan.words)
    assert (speak.join(["a", "b"]), speak.day(DAY), speak.order) == ("a; b", "24.11.2026", ("pt", "ja"))
    assert speak.fiscal_year(2026) == "ano fiscal de 2026 (Reiwa 8)"
    assert Localizer("en", plan.languages, plan.words).join(["a", "b"]) == "a, b"


WRONG = {
    'day: "{dia}"': "writing.day: { } の中の名前が違います（使える名前: year, era, letter, era_year, number, month, "
    "month_name, day。実際: 'dia'） / the names in { } differ: known are year, era, letter, era_year, number, month, "
    "month_name, day, got 'dia'",
    "region: Brasil": "writing.region: 言語は ja や pt-BR の形で書きます（実際: 'Brasil'） / "
    "a language must be written like ja or pt-BR, got 'Brasil'",
    "tag: japanese": "writing.tag: ブラウザーが知っている名前を、ja-x-easy や zh-Hant の形で書きます"
    "（実際: 'japanese'） / "
    "a name that browsers know must be written like ja-x-easy or zh-Hant, got 'japanese'",
    "months: [jan]": "writing.months: 少なくとも12件必要です（実際: 1件） / must hold at least 12 items, got 1",
    "direction: left": "writing.direction: ltr, rtl のどれかが必要です（実際: 'left'） / "
    "must be one of ltr, rtl, got 'left'",
}


@pytest.mark.parametrize(("written", "said"), WRONG.items(), ids=WRONG)
def test_what_no_language_is_written_with(written: str, said: str, tmp_path: Path) -> None:
    """A slot that no day has, a region that is none, too few months, a direction that is none."""
    folder = copy_plan(tmp_path)
    edit = {"file": "data/plan.yml", "find": "code: pt, ", "replace": f"code: pt, writing: {{{written}}}, "}
    change({"edits": [edit]}, folder)
    [found] = loader.load_plan(folder / "data", folder / "docs").findings
    assert str(found).partition(": languages[3つ目/3rd].")[2] == said


def test_narrow_letters_have_their_own_lines() -> None:
    """The style sheet names the plan's languages, and no other."""
    looks = ROOT / "overrides/pages"
    sheet = styles.style_sheet(looks, Languages(("ja", "en", "zh-CN", "vi"), ()), actuals=True)
    assert ":lang(en),:lang(vi){line-height:1.7" in sheet
    assert ":not(*){line-height:1.7" in styles.style_sheet(looks, Languages(("ja",), ()), actuals=True)


def constants(path: Path) -> set[str]:
    """The texts that stand in a module, but for its docstrings."""
    said = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
    found = (node for node in nodes(path) if isinstance(node, ast.Constant) and id(node) not in said)
    return {node.value for node in found if isinstance(node.value, str)}


@pytest.mark.sweep
def test_no_module_names_a_language() -> None:
    """Neither compared nor looked up nor assumed: what differs between languages stands in languages.yml."""
    modules = sorted((ROOT / "hooks").rglob("*.py"))
    assert len(modules) > 100
    known = set(codes()) - ALSO_NAMES
    named = {path.relative_to(ROOT).as_posix(): constants(path) & known | meant_as_languages(path) for path in modules}
    assert {path: found for path, found in named.items() if found} == {}
    assert set.union(*map(constants, modules)) >= ALSO_NAMES


def meant_as_languages(path: Path) -> set[str]:
    """The codes that are names of other things too, where they are compared, looked up or given as a language."""
    return {
        text
        for node in nodes(path)
        if isinstance(node, ast.Compare | ast.Subscript | ast.Call | ast.keyword)
        for text in ALSO_NAMES.intersection(_texts(node))
        if _LANGUAGE.search(" ".join(_names(node)))
    }


def _texts(node: ast.AST) -> Iterator[str]:
    """The texts of an expression, and of the list of some that stands in it; not those of expressions within it."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value
        elif isinstance(inner, ast.Tuple | ast.List | ast.Set):
            yield from _texts(inner)


def _names(node: ast.AST) -> Iterator[str]:
    """What an expression names."""
    if isinstance(node, ast.keyword):
        yield node.arg or ""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('speak.language == "th"', {"th"}),
        ('turned = code in ("id", "ne")', {"id"}),
        ('"id" in plan.languages', {"id"}),
        ('writing("th")', {"th"}),
        ('by_language["th"]', {"th"}),
        ('known(language="id")', {"id"}),
        ('tag == "th" and language and values.get("id")', set()),
    ],
)
def test_a_code_that_is_a_name_too_is_seen_as_a_language(line: str, found: set[str], tmp_path: Path) -> None:
    """Compared with a language, or given as one."""
    (tmp_path / "module.py").write_text(line, encoding="utf-8")
    assert meant_as_languages(tmp_path / "module.py") == found


def test_no_template_names_a_language() -> None:
    """Nor does a style sheet, a script or a file of the typesetter; staff's own pages say what language they are in."""
    kinds = (".html", ".md", ".xml", ".js", ".css", ".typ")
    folders = (ROOT / "overrides", ROOT / "hooks/plan/paper", ROOT / "hooks/plan/preview")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in kinds]
    assert len(files) > 40
    named = re.compile(rf"""["'](?:{"|".join(codes())})["']|:lang\([a-z]|\[lang\W?=""")
    for path in files:
        text = path.read_text(encoding="utf-8")
        text = _ATTRIBUTE.sub("", text) if path.is_relative_to(folders[-1]) else text
        assert named.findall(text) == [], path.relative_to(ROOT).as_posix()


def test_what_is_shown_in_a_language_that_runs_the_other_way_says_so() -> None:
    """A browser sets each part in its own direction; where both run the same way nothing is said."""
    languages = Languages(("ja", "en", "ar"), ())
    there = Text.model_construct({"ja": "窓口"})
    shown = {code: str(Localizer(code, languages, {}).html(there)) for code in ("en", "ar")}
    assert shown == {
        "en": '<span lang="ja" class="untranslated">窓口</span>',
        "ar": '<span lang="ja" dir="ltr" class="untranslated">窓口</span>',
    }


def test_a_page_says_which_way_its_language_runs(plan: Plan) -> None:
    """Only where it is not the way that every browser takes by itself."""
    languages = Languages(("ja", "en", "ar"), ())
    speakers = [Localizer(code, languages, plan.words) for code in languages.codes]
    frames = [Frames(plan, speak, [], plan.details.url, preview=False).of(None) for speak in speakers]
    looks = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True)
    pages = [looks.get_template("main.html").render(frame=frame) for frame in frames]
    assert [re.findall("<html[^>]*>", page) for page in pages] == [
        ['<html lang="ja" data-readings="/assets/readings-list.js">'],
        ['<html lang="en">'],
        ['<html lang="ar" dir="rtl">'],
    ]  # fmt: skip


def test_a_wrong_address_is_told_in_every_language(plan: Plan) -> None:
    """Some servers know one page for wrong addresses: each language has a line on it, running its own way."""
    names = {"ja": "日本語", "en": "English", "ar": "العربية"}
    spoken = tuple(Language(code=code, name=name) for code, name in names.items())
    plan = replace(plan, details=plan.details.model_copy(update={"languages": spoken}))
    languages = Languages(tuple(names), ())
    speakers = {code: Localizer(code, languages, plan.words) for code in names}
    looks = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True)
    found = {}
    for code, speak in speakers.items():
        others = [other for other in speakers.values() if other is not speak]
        frame = Frames(plan, speak, [], "https://city.example/plan/", preview=False, others=others).of(None)
        found[code] = re.findall("<p lang=.*</p>", looks.get_template("404.html").render(frame=frame))
    assert found["en"] == [
        '<p lang="ja">ページが見つかりません – <a href="/plan/" hreflang="ja">日本語: ホーム</a></p>',
        '<p lang="ar" dir="rtl"><span lang="en" dir="ltr" class="untranslated">Page not found</span> – '
        '<a href="/plan/ar/" hreflang="ar">العربية: <span lang="en" dir="ltr" class="untranslated">Home</span></a></p>',
    ]
    assert [line.split(">")[0] for line in found["ar"]] == ['<p lang="ja" dir="ltr"', '<p lang="en" dir="ltr"']


@pytest.mark.parametrize(
    ("code", "text", "left"),
    [
        ("en", "DXを推進します。", True),
        ("en", "ＤＸ推進 2026", True),
        ("en", "iPhoneを推進します。", True),
        ("en", "The General Affairs Division (総務課)", False),
        ("en", "総務課 (General Affairs)", False),
        ("en", "DX", False),
        ("zh-TW", "窓口を改善する計画です", True),
        ("zh-TW", "總務課負責「おくやみ」窗口", False),
        ("ko", "DX を進めます", True),
        ("ko", "총무과(総務課)", False),
        ("ja-easy", "まどぐちです", False),
        ("mn", "窓口の改善", True),
        ("mn", "Төлөвлөгөө", False),
    ],
)
def test_a_text_left_in_japanese_is_known_by_its_letters(code: str, text: str, left: bool, tmp_path: Path) -> None:
    """By the scripts of the languages; names in brackets or quotes stand beside words of the language."""
    folder = copy_plan(tmp_path)
    if code != "en":
        edit(folder / "data/plan.yml", "{code: pt, name: Português,", f"{{code: {code}, name: x,")
    edit(folder / "data/structure.yml", "en: Living, pt: Vida}", f'{code}: "{text}"}}')
    found = [one for one in unfinished(read_folders(folder / "data", folder / "docs")) if "structure" in one.file]
    assert [one.details["found"] for one in found] == ([f"'{text}'"] if left else [])
