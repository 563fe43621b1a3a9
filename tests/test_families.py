"""Families are data: a city's own ones behave as those of any plan, and what a plan does without is seen nowhere."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from copies import ROOT, copy_plan, edit
from jinja2 import Environment, FileSystemLoader
from pages import Reader
from plan.help import schema
from plan.outline import registry
from plan.pages.site import Site
from plan.paper.edition import PaperEdition
from plan.paper.library import Library
from plan.reading import loader
from plan.rules.indicators import RULES
from plan.showing.renderer import Renderer
from plan.workbook.layout import layout

LANGUAGES = ("ja", "en")
FRAME = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=False)  # noqa: S701 - it is HTML already
#: Families of the city's own: a list of goals with a page, one area a card, laws that are facts, and a mark.
OWN = {
    "goals": """
name: {ja: SDGs, en: SDG goals}
order: 10
shown: [section, filter, page, home, related]
intro: {ja: 国際的な目標です。, en: International goals.}
items:
  - id: eleven
    number: 11
    title: {ja: 住み続けられるまち, en: Sustainable Towns}
    description: {ja: 目標の説明です。, en: The goal.}
    url: https://goals.example/11
  - {id: seventeen, number: 17, code: G17, title: {ja: パートナーシップ, en: Partnership}}
""",
    "areas": """
name: {ja: 地区, en: Areas}
order: 11
choose: one
shown: [badge, fact, filter, list]
words: {none: {ja: 町の全域, en: The whole town}}
items:
  - {id: living, title: {ja: 北地区, en: Northern Area}}
  - {id: south, title: {ja: 南地区, en: Southern Area}}
""",
    "laws": """
name: {ja: 法的根拠, en: Legal Basis}
order: 12
shown: [fact]
items:
  - {id: act, title: {ja: 窓口法, en: Counter Act}, url: https://laws.example/act}
""",
    "flagship": """
name: {ja: 重点プロジェクト, en: Flagship}
order: 13
shown: [badge, filter]
badge: accent
items:
  - {id: flagship, title: {ja: 重点プロジェクト, en: Flagship}}
""",
}
CARD = "families: {kind: [individual], for-residents: [more-convenient], tools: [phone]"


@dataclass(frozen=True)
class Seen:
    """All that readers and staff meet of a plan: pages with their frames, index of the search, sheets, documents."""

    site: Site
    html: dict[str, str]
    index: str
    sheets: dict[str, list[str]]
    paper: dict[str, str]


def see(folder: Path) -> Seen:
    """Load a plan and make all that is seen of it, but for the typesetting."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, [str(finding) for finding in loaded.findings]
    renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")
    site = Site(renderer, Library())
    frame, html = FRAME.get_template("main.html"), {}
    for page in site.pages.values():
        if page.language in LANGUAGES:
            html[page.address] = frame.render(frame=site.frames(page.language, "https://x.example/").of(page))
    index = "".join(str(site.texts[f"assets/search.{code}.js"].decode()) for code in LANGUAGES)  # type: ignore[union-attr]
    sheets = {sheet.title: [column.label for column in sheet.columns] for sheet in layout(loaded.plan).sheets}
    paper = {
        f"{code}/{document.name}": json.dumps(document.content["sheets"], ensure_ascii=False, default=str)
        for code in LANGUAGES
        for document in PaperEdition(renderer, code).documents()
    }
    return Seen(site, html, index, sheets, paper)


def dead(seen: Seen) -> list[str]:
    """Links of pages that lead to no page, or to no place on one."""
    ids = {}
    for address, text in seen.html.items():
        reader = Reader()
        reader.feed(text)
        ids[address] = (set(reader.ids), reader.links)
    files = {name for name in seen.site.names if not name.endswith(".html")}
    return [
        f"{address}: {link}"
        for address, (_, links) in ids.items()
        for link in links
        if not urlsplit(link).scheme and not leads(address, link, ids, files)
    ]


def leads(address: str, link: str, ids: dict[str, tuple[set[str], list[str]]], files: set[str]) -> bool:
    """Whether a link of a page leads somewhere; other languages' pages are not looked at."""
    parts = urlsplit(link)
    path = posixpath.normpath(posixpath.join(address, unquote(parts.path))) if parts.path else address.rstrip("/")
    path = "" if path in (".", "") else path
    target = path if path in files or not path else f"{path}/"
    if target.startswith("pt/") or target in files:
        return True
    return target in ids and (not parts.fragment or parts.fragment in ids[target][0] | {"all"})


# Own families ---------------------------------------------------------------------


def own(folder: Path) -> Path:
    """The invented plan with these families, named by its cards."""
    copy_plan(folder)
    for id, text in OWN.items():
        (folder / f"data/families/{id}.yml").write_text(text, encoding="utf-8")
    cards = folder / "data/projects"
    edit(cards / "one-counter.yml", CARD, f"{CARD}, goals: [eleven, seventeen], areas: [living], laws: [act]")
    edit(cards / "bus-counter.yml", CARD, f"{CARD}, goals: [eleven], areas: [south], flagship: [flagship]")
    return folder


@pytest.fixture(scope="module")
def plan_of_own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That plan."""
    return own(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def with_own(plan_of_own: Path) -> Seen:
    """What is seen of it."""
    return see(plan_of_own)


def test_a_family_of_the_citys_own_is_on_the_cards(with_own: Seen) -> None:
    """A part with links to its page, a fact with its link, a badge, in both languages; nothing where none is named."""
    card = with_own.html["projects/one-counter/"]
    assert '<a href="../../goals/#eleven">住み続けられるまち</a>' in card
    assert '<a href="../../goals/#seventeen">G17 パートナーシップ</a>' in card
    assert '<a href="https://laws.example/act">窓口法</a>' in card
    assert '<a class="badge badge-line" href="../#areas-living">北地区</a>' in card
    assert "重点プロジェクト" not in card
    assert '<span class="badge badge-up">Flagship</span>' in with_own.html["en/projects/bus-counter/"]
    assert not {"SDGs", "地区", "法的根拠"} & set(re.findall(r"<dt>(.*?)</dt>", with_own.html["projects/phone-help/"]))


def test_a_family_of_the_citys_own_is_on_the_lists(with_own: Seen) -> None:
    """Fields of the form, items under headings whose places differ from all others, a page in the menu, a tile."""
    listed = with_own.html["projects/"]
    assert '<select name="goals">' in listed
    assert '<input type="checkbox" name="flagship" value="flagship"> 重点プロジェクト</label>' in listed
    assert 'data-areas="south"' in listed
    assert 'data-areas="-"' in listed
    for heading in (
        '<details class="folded-list" id="areas">\n<summary><h2>地区</h2>',
        '<h3 id="areas-living">北地区</h3>',
        '<h3 id="no-areas">町の全域</h3>',
    ):
        assert heading in listed
    assert '<a href="../projects/#areas-living">' not in listed
    assert '<a href="../#areas-living">北地区</a>' in with_own.html["projects/one-counter/"]
    assert '<h2 id="eleven">11. 住み続けられるまち</h2>' in with_own.html["goals/"]
    assert '<h2 id="seventeen">G17 パートナーシップ</h2>' in with_own.html["goals/"]
    assert '<option value="seventeen">G17 パートナーシップ</option>' in listed
    assert "https://goals.example/11" in with_own.html["goals/"]
    assert [entry.page for entry in with_own.site.menu("ja")[1].below] == [
        "projects/index", "tools", "goals", "departments"
    ]  # fmt: skip
    assert '<a href="./goals/">' in with_own.html[""] or '<a href="goals/">' in with_own.html[""]
    assert dead(with_own) == []


def test_the_list_leads_to_a_family_once_and_begins_with_what_one_says(tmp_path: Path) -> None:
    """A family that is listed there and has a page has one link; the first sentence may be that of any family."""
    folder = own(tmp_path)
    edit(folder / "data/families/areas.yml", "shown: [badge,", "shown: [page, badge,")
    lead = "{cards_lead: {ja: '{count}件のうち{living}件が北地区です。', en: '{living} of {count}.'}, none:"
    edit(folder / "data/families/areas.yml", "{none:", lead)
    seen = see(folder)
    listed = seen.html["projects/"]
    assert len(re.findall(r'<li><a href="[^"]*">地区から(?:探す)?</a></li>', listed)) == 1
    assert "3件のうち1件が北地区です。" in listed
    assert '<a href="../goals/">' in listed
    assert dead(seen) == []


def test_a_family_of_the_citys_own_is_searched_printed_and_edited(with_own: Seen, plan_of_own: Path) -> None:
    """The search, the sheets of the cards, the workbook, the PO file and the help of editors know it."""
    assert all(words in with_own.index for words in ("住み続けられるまち", "北地区", "窓口法", "重点プロジェクト"))
    card = json.loads(with_own.paper["ja/projects/one-counter"])[0]["card"]
    assert ["SDGs", "住み続けられるまち、G17 パートナーシップ"] in card["sections"]
    assert card["facts"][3:] == [["地区", "北地区"], ["法的根拠", "窓口法"]]
    assert json.loads(with_own.paper["en/projects/bus-counter"])[0]["card"]["badges"] == ["More convenient", "Flagship"]
    assert {"SDGs", "地区", "法的根拠", "重点プロジェクト"} <= set(with_own.sheets["事業"])
    loaded = loader.load_plan(plan_of_own / "data", plan_of_own / "docs")
    assert loaded.plan
    families = schema.schemas(schema.setting(loaded.plan, RULES))["project"]["properties"]["families"]["properties"]
    assert families["goals"]["items"]["enum"] == ["eleven", "seventeen"]


# What a plan does without -----------------------------------------------------------


def without_family(*ids: str) -> Callable[[Path], None]:
    """Take families away, from the cards too."""

    def take(folder: Path) -> None:
        for id in ids:
            (folder / f"data/families/{id}.yml").unlink()
            for card in (folder / "data/projects").iterdir():
                text = card.read_text(encoding="utf-8")
                text = re.sub(rf"(, )?\b{id}: \[[^\]]*\]", "", text).replace("{, ", "{")
                card.write_text(text.replace("families: {}\n", ""), encoding="utf-8")
        if "kind" in ids:
            edit(folder / "data/plan.yml", "numbered_by: kind\n", "")

    return take


def without_file(name: str) -> Callable[[Path], None]:
    """Take a file away."""
    return lambda folder: (folder / "data" / name).unlink()


def without_field(start: str) -> Callable[[Path], None]:
    """Take a field of the cards away, with all below it."""

    def take(folder: Path) -> None:
        for card in (folder / "data/projects").iterdir():
            text = card.read_text(encoding="utf-8")
            card.write_text(re.sub(rf"^{start}:.*\n(?:  .*\n)*", "", text, flags=re.MULTILINE), encoding="utf-8")

    return take


def without_statistics(folder: Path) -> None:
    """Take the statistics away: page, chart and figures; and the sources that only these name."""
    edit(folder / "data/plan.yml", "statistics: [population]", "")
    shutil.rmtree(folder / "data/series")
    (folder / "data/sources.yml").unlink()
    for chapter in (folder / "docs/plan").glob("overview*.md"):
        text = chapter.read_text(encoding="utf-8")
        chapter.write_text(re.sub(r"\n## [^\n]*\{#population\}\n\n.*", "", text, flags=re.DOTALL), encoding="utf-8")


#: For each thing that a plan may do without: how it is taken away, and what is seen nowhere then.
WITHOUT: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "tools": (without_family("tools"), ("道具", "Tools", "/tools/", "電話で受け付け")),
    "kinds": (without_family("kind"), ("種別", "個別事業", "Division-led", "標準事業")),
    "the badge": (without_family("for-residents"), ("利便性UP", "More convenient", "for-residents", "申込みの方法")),
    "all families": (
        without_family("tools", "kind", "for-residents"),
        ("道具", "個別事業", "利便性UP", "badge-up", "class=\"chips\""),
    ),
    "numbers": (without_field("number"), ("個別事業1", "Division-led project 1", "番号の順", '"番号"')),
    "the glossary": (without_file("glossary.yml"), ("用語集", "ことばの意味", "Glossary", "glossary/", "五十音")),
    "the vision": (without_file("vision.yml"), ("めざす町", "水のように", "hero-vision")),
    "statistics": (
        without_statistics,
        ("背景となる統計", "数字で見る", "statistics/", 'id="sources"', '"出典"', "variableMeasured"),
    ),
    "indicators": (
        without_field("indicators"),
        ("KPI", "現状値", "目標値", "indicators/", "目標の年度", "Baseline", "実績値は、まだ"),
    ),
    "departments": (
        without_field("departments"),
        ("担当課・関係課", "担当課から", "departments/", "記載なし", "町民課</a>"),
    ),
    "schedules": (
        without_field("schedule"),
        ("スケジュール</a>", "スケジュールを載せて", '"scheduled": true', "段階:"),
    ),
}  # fmt: skip
#: What the invented plan has none of, and what is seen nowhere in it.
ABSENT = (
    "事業推進のルール", "rules/", "知りたいことから", "by-topic", "topic-", "data-topic", "notes/",
    "原典についての注記",
    "計画全体", 'class="milestones"', "図の一覧", "交付金",
)  # fmt: skip
#: A count of nothing.
_NONE = re.compile(r"(?<![0-9.,])0件|\(0\)|: 0<")
#: Sheets and columns of the workbook offer what may be filled in all the same.
OFFERED = ("指標", "スケジュール", "担当課")


def nowhere(seen: Seen, words: tuple[str, ...]) -> list[str]:
    """Where any of these words is seen all the same."""
    places = {**seen.html, "search": seen.index, **seen.paper}
    found = [f"{place or 'home'}: {word}" for place, text in places.items() for word in words if word in text]
    return found + [f"{place}: a count of none" for place, text in places.items() if _NONE.search(text)]


def test_what_the_invented_plan_lacks_is_seen_nowhere(tmp_path: Path) -> None:
    """No page, entry, heading, filter, anchor, count or link of a part that is not there."""
    seen = see(copy_plan(tmp_path))
    assert nowhere(seen, ABSENT) == []
    assert dead(seen) == []


@pytest.mark.parametrize("thing", WITHOUT)
def test_a_thing_that_a_plan_does_without_is_seen_nowhere(thing: str, tmp_path: Path) -> None:
    """Pages, menu, search, documents and sheets are silent of it, and no link leads to where it was."""
    take, words = WITHOUT[thing]
    folder = copy_plan(tmp_path)
    take(folder)
    seen = see(folder)
    assert nowhere(seen, words) == []
    assert nowhere(seen, ABSENT) == []
    assert dead(seen) == []
    columns = [label for title, labels in seen.sheets.items() if title not in OFFERED for label in (title, *labels)]
    assert not {"道具", "種別", "利便性UP", "用語集"} & set(words) & set(columns)


def smallest(folder: Path) -> Path:
    """The invented plan without all of it."""
    copy_plan(folder)
    for name in ("all families", "numbers", "the glossary", "the vision", "statistics", "indicators", "departments"):
        WITHOUT[name][0](folder)
    WITHOUT["schedules"][0](folder)
    return folder


def test_the_smallest_plan_is_whole(tmp_path: Path) -> None:
    """With all of it taken away at once there is a site of titles and texts, without a dead link or an empty part."""
    seen = see(smallest(tmp_path))
    words = tuple(word for name, (_, words) in WITHOUT.items() for word in words)
    assert nowhere(seen, (*words, *ABSENT, "roadmap/")) == []
    assert dead(seen) == []
    for address, text in seen.html.items():
        filled_by_the_search = ('<ol class="results" id="results" hidden></ol>', '<ul class="words"></ul>')
        bare = text
        for empty in filled_by_the_search if address.endswith("search/") else ():
            assert empty in text
            bare = bare.replace(empty, "")
        assert not re.search(r"<(ul|ol|dl|tbody|select|details)[^>]*>\s*</\1>", bare), address
        assert not re.search(r"(<h[23][^>]*>)[^<]*</h[23]>\s*(?=</article>)", text), address
    assert {page.name for page in registry.pages_of(seen.site.plan)} == {
        "index", "projects/index", "about", "search", "accessibility", "data", "licences"
    }  # fmt: skip


def test_a_translator_gets_the_texts_of_families(plan_of_own: Path) -> None:
    """Each text of a family is an entry of the PO file."""
    loaded = loader.load_plan(plan_of_own / "data", plan_of_own / "docs")
    names = [passage.context for passage in loaded.manuscript.passages]
    assert "data/families/goals.yml: items[eleven].title" in names


def test_related_cards_share_something_that_not_all_share(with_own: Seen, tmp_path: Path) -> None:
    """The only department of a plan makes no card related to another; a goal that some share does."""
    related = {
        card.id: {other.id for other in with_own.site.catalog.related(card)} for card in with_own.site.catalog.cards
    }
    assert related == {
        "one-counter": {"bus-counter"},
        "bus-counter": {"one-counter", "phone-help"},
        "phone-help": {"bus-counter"},
    }
