"""A consultation on a draft: every page says until when and how, one page says all, and no person is named anywhere."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from copies import change, copy_plan, edit
from frozen_editions import freeze
from plan.commands.numbers import number
from plan.pages.site import Site
from plan.paper.edition import PaperEdition
from plan.preview import inspection
from plan.reading.loader import load_plan
from test_changes import LABEL, desk_of
from test_course import rendered, site_of, words
from test_families import FRAME

NO_CALL = "この案への意見の募集（パブリックコメント）のお知らせは、今、このサイトに載っていません"
CASES = Path(__file__).with_name("consultation")


def plan(folder: Path, case: str) -> Path:
    """The invented plan with the consultation of a case."""
    change(yaml.safe_load((CASES / f"{case}.yml").read_text(encoding="utf-8")), copy_plan(folder))
    return folder


def whole(site: Site, page: str) -> str:
    """A page with its frame."""
    shown = site.pages[page]
    frame = site.frames(shown.language, "https://minamo.example/plan/").of(shown)
    return FRAME.get_template("main.html").render(frame=frame)


def head(site: Site, page: str) -> str:
    """The line at the head of a page."""
    found = re.search(r'<p class="draft invitation">.*?</p>', whole(site, page))
    return words(found[0]) if found else ""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a draft on which opinions are taken."""
    return site_of(plan(tmp_path_factory.mktemp("open"), "open"))


def test_every_page_says_until_when_and_how(asked: Site) -> None:
    """One line, in the page's language, with the way to all of it and to a mail that names the page."""
    line = (
        "令和6年6月1日（2024年）から令和6年6月30日（2024年）まで、"
        "この案への意見を募集します（メール、持参、ファクス）。"
    )
    assert head(asked, "projects/one-counter.md").startswith(f"{line} 意見の出し方")
    assert "Comments on this draft will be invited from June 1, 2024 to June 30, 2024" in head(asked, "index.en.md")
    page = whole(asked, "projects/one-counter.md")
    assert 'href="mailto:iken@minamo.example?subject=' in page
    assert "minamo.example/plan/projects/one-counter/" in page
    assert head(asked, "consultation.md") == "", "the page itself says it"


def test_the_page_says_all_of_it(asked: Site) -> None:
    """Who, how, where, what to mind, and when the result comes; it is in the menu."""
    page = words(asked.pages["consultation.md"].html)
    for said in (
        "町内に住む方、通勤・通学する方",
        "町役場1階 情報コーナー",
        "御意見は、概要にして公表します。",
        "令和6年8月に",
    ):
        assert said in page
    assert "意見の概要と市の考え方" not in page
    assert "意見募集（パブリックコメント）" in words(whole(asked, "index.md"))
    assert NO_CALL not in words(asked.pages["about.md"].html)


def test_the_search_finds_it(asked: Site) -> None:
    """By what people call it."""
    script = asked.texts["assets/search.ja.js"]
    assert isinstance(script, bytes)
    assert all(word in script.decode() for word in ("パブリックコメント", "パブコメ", "consultation"))


def test_every_document_says_it(tmp_path: Path) -> None:
    """At the foot of each page of the draft."""
    edition = PaperEdition(rendered(plan(tmp_path, "open")), "ja")
    feet = [document.content["governs"] for document in edition.documents()]
    assert len(feet) > 3
    assert all("この案への意見を募集します" in "".join(foot) for foot in feet)


def test_the_result_stands_with_what_came_of_each(tmp_path: Path) -> None:
    """Counts by what came of them, each opinion with the city's view and where the draft was changed."""
    site = site_of(plan(tmp_path, "over"))
    page = words(site.pages["consultation.md"].html).replace(" 、 ", "、")
    assert "意見を出した人の数 3人 意見の数 3件 反映の有無 案を修正 2件、反映しない 1件" in page
    assert "1. 窓口を一つに 夜間も窓口を開けてほしい。 2件 夜間の受付を加えました。 案を修正 反映箇所: 取組内容" in page
    assert "2. 計画の全体 計画の名が長い。 1件 案のとおりとします。 反映しない" in page
    assert head(site, "index.md").startswith("この案への意見募集の結果を公表しています。")
    assert "mailto:" not in whole(site, "index.md")


def test_without_one_nothing_is_seen_of_it(tmp_path: Path) -> None:
    """No page, no line, no entry in the menu."""
    site = site_of(copy_plan(tmp_path))
    assert "consultation.md" not in site.pages
    assert NO_CALL not in words(site.pages["about.md"].html)
    assert "意見募集" not in whole(site, "index.md")


def test_a_draft_without_one_says_so(tmp_path: Path) -> None:
    """The page about the edition says that no call for comments is published, and whom to ask."""
    folder = copy_plan(tmp_path)
    edit(folder / "data/plan.yml", "  status: adopted\n", "  status: draft\n")
    edit(folder / "data/plan.yml", "  decided: 2023-03-20\n", "")
    page = site_of(folder).pages["about.md"].html
    assert f"{NO_CALL}。意見を出せるかどうかは、みなも町にお尋ねください。" in words(page)


def points(folder: Path, today: date) -> list[tuple[str, str]]:
    """What the inspection says of the consultation on a day: where, and by which rule."""
    found = inspection.sections(load_plan(folder / "data", folder / "docs"), today=today)
    section = next(section for section in found if section.id == "consultation")
    return [(str(point.at.shown), point.rule) for point in section.points]


def test_the_inspection_says_what_is_due(tmp_path: Path) -> None:
    """A result after its day, an opinion without a view, a name, a draft without numbers."""
    folder = plan(tmp_path, "open")
    path = folder / "data/consultation.yml"
    text = path.read_text(encoding="utf-8")
    waits = (
        "opinions:\n  - id: night\n    opinion: {ja: 鈴木さんと同じ意見です。, en: As my neighbor says.}\n"
        "    view: {ja: 検討します。, en: It will be considered.}\n"
    )
    path.write_text(f"{text}result_by: 2024-08-31\n{waits}", encoding="utf-8")
    assert [rule for _, rule in points(folder, date(2024, 8, 31))] == [
        "consultation-ended", "opinion-waits", "seems-personal", "places-without-number",
    ]  # fmt: skip
    late = points(folder, date(2024, 9, 1))
    assert late[0] == (f"data/consultation.yml:{text.count(chr(10)) + 1}", "result-due")
    assert number(folder / "data", folder / "docs") == 0
    assert "places-without-number" not in [rule for _, rule in points(folder, date(2024, 9, 1))]


@pytest.mark.parametrize(
    ("updated", "said"),
    [("2024-05-31", "募集します"), ("2024-06-01", "募集しています"), ("2024-06-30", "募集しています")],
)
def test_before_the_first_day_it_says_what_will_be(updated: str, said: str, tmp_path: Path) -> None:
    """By the day of the data; the line stays true when the day comes."""
    folder = plan(tmp_path, "open")
    edit(folder / "data/plan.yml", "updated: 2024-05-01", f"updated: {updated}")
    assert f"この案への意見を{said}（メール、持参、ファクス）。" in head(site_of(folder), "index.md")


@pytest.mark.parametrize(
    ("today", "rules"),
    [
        (date(2024, 5, 31), []),
        (date(2024, 6, 1), [("data/consultation.yml:1", "consultation-begun")]),
        (date(2024, 6, 30), [("data/consultation.yml:1", "consultation-begun")]),
        (date(2024, 7, 1), [("data/consultation.yml:2", "consultation-ended")]),
    ],
)
def test_a_site_of_an_earlier_day_is_told(today: date, rules: list[tuple[str, str]], tmp_path: Path) -> None:
    """From the first day on, and after the last, until the data is of a day that knows."""
    folder = plan(tmp_path, "open")
    assert number(folder / "data", folder / "docs") == 0
    assert points(folder, today) == rules
    edit(folder / "data/plan.yml", "updated: 2024-05-01", f"updated: {today}")
    assert points(folder, today) == []


def test_what_is_told_of_the_days(tmp_path: Path) -> None:
    """The days, and what to write."""
    folder = plan(tmp_path, "open")
    assert number(folder / "data", folder / "docs") == 0
    found = inspection.sections(load_plan(folder / "data", folder / "docs"), today=date(2024, 7, 1))
    (point,) = next(section for section in found if section.id == "consultation").points
    assert point.japanese == (
        "意見募集の最後の日（2024-06-30）を過ぎました（今日: 2024-07-01）が、サイトはまだ意見を募集しています。"
        "plan.yml の edition.updated（実際: 2024-05-01）をその後の日にして、サイトを作り直し、公開します"
    )


def test_nothing_is_told_while_an_opinion_waits(tmp_path: Path) -> None:
    """After the last day the site says that it is over; neither counts nor opinions stand anywhere."""
    folder = plan(tmp_path, "over")
    edit(folder / "data/consultation.yml", "    reflected: not\n", "")
    site = site_of(folder)
    assert head(site, "index.md").startswith(
        "この案への意見の募集は、令和6年4月30日（2024年）で終わりました。結果は、まとまり次第このサイトで公表します。"
    )
    assert "夜間も窓口を開けてほしい。" not in words(site.pages["consultation.md"].html)
    assert "data/opinions.csv" not in site.open_data.files


def test_an_opinion_leads_to_what_it_cites_and_to_what_was_changed(tmp_path: Path) -> None:
    """The paragraph and the card by the numbers of the draft; the table of old and new where the draft was changed."""
    folder = plan(tmp_path / "city", "over")
    assert number(folder / "data", folder / "docs") == 0
    draft = copy_plan(tmp_path / "draft", folder)
    freeze(folder, draft, id="first", status="draft", label=LABEL, days={"published": date(2024, 4, 1)})
    edit(folder / "data/consultation.yml", "    count: 2\n", '    cites: ["1", "5"]\n    count: 2\n')
    edit(folder / "data/plan.yml", "  id: first\n", "  id: second\n")
    edit(folder / "data/projects/one-counter.yml", "value: 100", "value: 120", 1)
    site = desk_of(folder, whole=False).site
    assert site
    page = site.pages["consultation.md"].html
    assert '<a href="../plan/overview/#comment-1">番号1</a>' in page
    assert 'id="comment-1"' in site.pages["plan/overview.md"].html
    found = re.search(r'<a href="\.\./changes/first--second/#(cards-one-counter)">新旧対照表で見る</a>', page)
    assert found
    assert f'id="{found[1]}"' in site.pages["changes/first--second.md"].html
    assert page.count("新旧対照表で見る") == 1, "nothing was changed for the other"


def test_an_adopted_plan_leads_to_the_draft_that_comments_were_on(tmp_path: Path) -> None:
    """Its documents, and a number where it stood in it; what was taken out since is said to be, and inspected."""
    folder = plan(tmp_path / "city", "over")
    assert number(folder / "data", folder / "docs") == 0
    freeze(
        folder,
        copy_plan(tmp_path / "draft", folder),
        id="first",
        status="draft",
        label=LABEL,
        days={"published": date(2024, 4, 1)},
        site={
            "plan/overview/index.html": '<p id="comment-1">',
            "en/plan/overview/index.html": '<h2 id="about">',
            "pdf/ja/whole.pdf": "%PDF",
        },
    )
    edit(folder / "data/consultation.yml", "    count: 2\n", '    cites: ["1", "5"]\n    count: 2\n')
    edit(folder / "data/consultation.yml", "people: 3\n", "")
    edition = "  id: second\n  status: adopted\n  decided: 2024-05-01\n"
    edit(folder / "data/plan.yml", "  id: first\n  status: draft\n", edition)
    edit(folder / "docs/plan/support.md", "総務課が進めます。", "係が集まって話し合います。")
    site = desk_of(folder, whole=False).site
    assert site
    page = site.pages["consultation.md"].html
    assert (
        '<a href="../editions/first/plan/overview/#comment-1">番号1</a>、番号5（いまの計画にはありません）</small>'
    ) in page
    english = site.pages["consultation.en.md"].html
    assert '<a href="../../editions/first/en/plan/overview/#about">No. 1</a>' in english, "frozen without numbers"
    assert 'href="../editions/first/pdf/ja/whole.pdf"' in page
    assert 'href="../pdf/ja/whole.pdf"' not in page
    assert points(folder, date(2024, 5, 1)) == [
        ("data/consultation.yml:6", "result-without-people"),
        ("data/consultation.yml:9", "cited-taken-out"),
    ]


def test_after_the_last_day_nothing_is_offered_any_more(asked: Site, tmp_path: Path) -> None:
    """It says that comments are closed; no sheet, no link to write one, no place with papers, no promise kept."""
    offered = asked.pages["consultation.md"].html
    assert "mailto:iken@minamo.example" in offered
    assert "終わりました" not in offered
    folder = plan(tmp_path, "open")
    edit(folder / "data/plan.yml", "updated: 2024-05-01", "updated: 2024-07-01")
    closed = site_of(folder).pages["consultation.md"].html
    assert "意見の出し方（募集は終わりました）" in closed
    assert "結果は、まとまり次第このサイトで公表します。" in closed
    assert "令和6年8月に、このサイトで公表します。" in closed
    for gone in ("mailto:", "意見用紙", "町役場1階 情報コーナー"):
        assert gone not in closed
    edit(folder / "data/consultation.yml", "result: {", "people: 0\nresult: {")
    told = site_of(folder).pages["consultation.md"].html
    assert "この案への意見の募集は、令和6年6月30日（2024年）で終わりました。" in told
    assert "公表します" not in told.replace("概要にして公表します", "")


def test_the_field_for_a_number_is_not_filled_with_a_title(tmp_path: Path) -> None:
    """Of a page that has no number a mail names it, else the form is as it is."""
    folder = plan(tmp_path, "open")
    form = '  - {how: form, text: {ja: 町のページから, en: Form}, page: "https://minamo.example/", number_in: number}\n'
    edit(folder / "data/consultation.yml", "ways:\n", f"ways:\n{form}")
    page = whole(site_of(folder), "projects/one-counter.md")
    assert "minamo.example/?number=" not in page
    assert 'href="mailto:iken@minamo.example?subject=' in page
    edit(folder / "data/consultation.yml", "how: mail", "how: counter")
    edit(folder / "data/consultation.yml", ", mail: iken@minamo.example", "")
    page = whole(site_of(folder), "projects/one-counter.md")
    assert 'href="https://minamo.example/">このページについて意見を書く' in page
