"""The course of a plan on its site: the table of old and new for each two editions, a card's own, what is gone."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import page as validator
import pytest
from copies import INVENTED, ROOT, change, copy_plan, edit, options
from frozen_editions import freeze
from lxml import etree
from plan.__main__ import main
from plan.editions import history as course
from plan.editions.edition_names import named
from plan.editions.history import History
from plan.machine.own_table import read_table
from plan.pages.site import Site
from plan.paper.comparison import comparison_document
from plan.paper.edition import PaperEdition
from plan.paper.library import set_alone
from plan.publishing.current import Desk
from plan.reading.loader import load_plan

LOOKS = ROOT / "overrides/pages"
LABEL = {"ja": "（案）", "en": "(Draft)"}
#: What a target of a card is called.
TARGET = "指標「利用件数」の目標値"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan with two editions before it: in the second cards end, begin and have other ids."""
    folder = tmp_path_factory.mktemp("changes")
    second = copy_plan(folder / "second")
    change(read_table(ROOT / "tests/revisions/cards-end-begin-and-move.yml"), second)
    city = copy_plan(folder / "city", second)
    edit(city / "data/plan.yml", "id: first", "id: third")
    edit(city / "data/projects/phone-advice.yml", "value: 350", "value: 380")
    (city / "data/projects/bus-counter.yml").unlink()
    freeze(
        city, INVENTED, id="first", status="draft", label={"ja": "（案）", "en": "(Draft)"}, days=of_day(2023, 1, 10)
    )
    reason = {"ja": "町議会の意見を<受けて>。", "en": "As the council asked."}
    freeze(city, second, id="second", status="adopted", reason=reason, days=of_day(2023, 3, 20, decided=True))
    return city


def copy_with_editions(folder: Path, city: Path) -> Path:
    """The city with all that it has published, in a folder; returns the folder."""
    for name in ("data", "docs"):
        shutil.copytree(city / name, folder / name)
    return folder


def of_day(*day: int, decided: bool = False) -> dict[str, date]:
    """The days of an edition."""
    return {**({"decided": date(*day)} if decided else {}), "published": date(*day)}


def desk_of(folder: Path, *, whole: bool = True) -> Desk:
    """The desk of a plan, all of whose pages were looked at if `whole`."""
    desk = Desk(folder, folder / "docs", LOOKS, preview=True)
    desk.refresh()
    if whole:
        desk.complete()
    assert [str(finding) for finding in desk.findings] == []
    return desk


@pytest.fixture(scope="module")
def site(city: Path) -> Site:
    """Its site: every link on it leads somewhere."""
    site = desk_of(city).site
    assert site
    return site


def test_the_course_of_the_plan_is_a_page(site: Site) -> None:
    """Each edition, the newest first: its name, its day, why it was made, how much changed, the way to the table."""
    page = site.pages["changes.md"].html
    assert re.findall(r'<h2 id="(edition-[a-z-]+)">(.*?)</h2>', page) == [
        ("edition-third", "決定　令和5年3月20日（2023年）"),
        ("edition-second", "決定　令和5年3月20日（2023年）"),
        ("edition-first", "案　令和5年1月10日（2023年）"),
    ]
    assert "<p>町議会の意見を&lt;受けて&gt;。</p>" in page
    assert re.findall(r'href="([a-z-]+)/">(.*?)</a>', page) == [
        ("second--third", "決定からの変更"), ("first--second", "案からの変更"),
    ]  # fmt: skip
    assert "<dt>新しい事業</dt><dd>1件</dd>" in page
    assert "最初の版です。" in page
    assert "Changes since Draft" in site.pages["changes.en.md"].html


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "決定　令和5年3月20日（2023年）"),
        ({"published": date(2023, 4, 1)}, "決定　令和5年4月1日（2023年）"),
        ({"revised": date(2024, 3, 1)}, "改訂第1版　令和6年3月1日（2024年）"),
        ({"status": "draft", "decided": None}, "案　令和6年5月1日（2024年）"),
    ],
)
def test_an_edition_is_called_before_it_is_frozen_as_after(given: dict[str, Any], said: str, site: Site) -> None:
    """By the day on which it is published, else decided, else that of its data; at the foot of its table too."""
    plan, speak = site.plan, site.speaker("ja")
    edition = plan.details.edition.model_copy(update=given)
    plan = replace(plan, details=plan.details.model_copy(update={"edition": edition}))
    assert named(None, plan, speak).short == said
    assert site.changes
    pair = site.changes.history.pairs[-1]
    table = site.changes.history.table(pair, speak)
    assert table
    document = comparison_document(PaperEdition(site._renderer, "ja"), table, pair.page, "", speak, said)
    assert document.content["data_day"] == said


@pytest.mark.parametrize(("file", "said"), [("", "追加"), (".en", "Added"), (".pt", "Added")])
def test_two_editions_have_a_table_in_each_language(site: Site, file: str, said: str) -> None:
    """What was changed is `ins` and `del`, said in a word that is read and not seen; each row has its place."""
    page = site.pages[f"changes/second--third{file}.md"].html
    (row,) = re.findall(r'<tr role="row" id="cards-phone-advice-1">.*?</tr>', page)
    assert f'<ins><span class="spoken">[{said}: </span>380<span class="spoken">]</span></ins>' in row
    assert re.findall(r"</span>(\d+)<span", row) == ["380", "350"]
    assert 'href="#cards-phone-advice-1"' in page, "the summary leads to the row"
    assert f"changes/second--third.{file.strip('.') or 'ja'}.xlsx" in "".join(site.names)


def test_a_card_tells_its_own_course(site: Site) -> None:
    """From edition to edition, the newest first, under its former id too; each change leads to its row."""
    page = site.pages["projects/phone-advice.md"].html
    assert re.findall(r'<li><a href="../../(changes/[^"]*)">(.*?)</a> (.*?)</li>', page) == [
        (
            "changes/second--third/#cards-phone-advice-1",
            "指標「利用件数」の目標値",
            "令和7年度（2025年度）: 350件 → 380件",
        ),
        ("changes/first--second/#cards-phone-advice-1", "名称", "電話相談 → 電話での相談"),
        (
            "changes/first--second/#cards-phone-advice-2",
            "指標「利用件数」の目標値",
            "令和7年度（2025年度）: 300件 → 350件",
        ),
        ("changes/first--second/#cards-phone-advice-3", "担当課・関係課", "町民課 → 総務課"),
    ]
    assert 'id="changes"' in site.pages["projects/web-counter.md"].html, "it is new in the second edition"
    assert "新設" in site.pages["projects/web-counter.md"].html


def test_what_is_gone_says_what_became_of_it(site: Site) -> None:
    """A card that was taken out has a page; one that has another id leads on, in every language, its sheet too."""
    page = site.pages["projects/bus-counter.md"].html
    assert "「走る窓口」は、令和5年3月20日（2023年）の版「決定」まで計画にありました。いまの版にはありません。" in page
    assert '<a href="../one-counter/">窓口を一つに</a>' in page, "it was merged into this one"
    assert '<a href="../../changes/second--third/#cards-bus-counter">' in page
    for language in ("", "en/", "pt/"):
        moved = site.file(f"{language}projects/phone-help/index.html")
        assert isinstance(moved, bytes)
        assert 'content="0; url=../phone-advice/"' in moved.decode()
        framed = site.file(f"{language}embed/phone-help/index.html")
        assert isinstance(framed, bytes)
        assert 'content="0; url=../phone-advice/"' in framed.decode(), "frames of other sites follow"
    assert {"projects/bus-counter/", "projects/phone-help/", "pdf/ja/projects/phone-help.pdf"} <= site.lasting


def test_no_published_address_dies(city: Path, tmp_path: Path) -> None:
    """Pages of cards that are gone or have other ids need no line; a line of the city's own goes before."""
    folder = copy_with_editions(tmp_path, city)
    path = folder / "data/addresses.txt"
    path.write_text(
        "projects/bus-counter/\nen/projects/phone-help/\npdf/pt/projects/phone-help.pdf\n", encoding="utf-8"
    )
    desk_of(folder)
    path.write_text("projects/bus-counter/ -> projects/web-counter/\n", encoding="utf-8")
    site = desk_of(folder, whole=False).site
    assert site
    assert "projects/bus-counter.md" not in site.pages
    moved = site.file("projects/bus-counter/index.html")
    assert isinstance(moved, bytes)
    assert "url=../web-counter/" in moved.decode()


def test_a_search_finds_what_changed(site: Site) -> None:
    """By the words of offices and of residents, in both languages, whichever the page is in."""
    script = site.file("assets/search.ja.js")
    assert isinstance(script, bytes)
    for words in (
        "変更点",
        "新旧対照表",
        "変更の履歴",
        "What changed",
        "Comparison of old and new",
        "History of changes",
    ):
        assert f'"{words}"' in script.decode()


def history_of(folder: Path, kept: Path) -> History:
    """The course of the plan in a folder."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    assert loaded.plan.editions
    return History(loaded.plan, loaded.plan.editions, loaded.chapters, (folder / "data", folder / "docs"), kept)


def test_what_was_compared_once_is_kept(city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No edition is read and nothing is compared again, until the plan as it stands is edited; half a file is none."""
    first = history_of(city, tmp_path)
    found = [first.comparison(pair, "ja") for pair in first.pairs]
    refused = pytest.fail
    monkeypatch.setattr(course, "compare", lambda *given: refused("it was compared again"))
    monkeypatch.setattr(course, "frozen_plan", lambda *given: refused("it was read again"))
    second = history_of(city, tmp_path)
    assert [second.comparison(pair, "ja") for pair in second.pairs] == found
    monkeypatch.undo()
    for path in (tmp_path / "changes").iterdir():
        path.write_bytes(path.read_bytes()[:100])
    third = history_of(city, tmp_path)
    assert [third.comparison(pair, "ja") for pair in third.pairs] == found


def test_the_plan_as_it_stands_has_a_table_where_it_differs(city: Path, tmp_path: Path) -> None:
    """A plan that is its own last frozen edition has none; what is put right in it since has one that does not last."""
    folder = copy_with_editions(tmp_path / "plan", city)
    freeze(folder, city, id="third", status="revised", number=1, days=of_day(2024, 5, 1, decided=True))
    assert [pair.name for pair in history_of(folder, tmp_path).pairs] == ["first--second", "second--third"]
    (folder / "data/synonyms.yml").write_text("synonyms: [{id: help, words: [相談, 悩み]}]\n", encoding="utf-8")
    assert len(history_of(folder, tmp_path).pairs) == 2, "what only a search is told is not compared"
    edit(folder / "data/projects/phone-advice.yml", "value: 380", "value: 390")
    (*_, last) = history_of(folder, tmp_path).pairs
    assert (last.name, last.lasts) == ("third--now", False)


def test_a_plan_that_says_what_its_last_edition_says_is_compared(tmp_path: Path) -> None:
    """Nothing differs: that is another thing than that nobody compared."""
    folder = copy_plan(tmp_path)
    freeze(folder, INVENTED, id="first", status="adopted", days=of_day(2023, 3, 20, decided=True))
    edit(folder / "data/plan.yml", "  id: first\n", "  id: second\n")
    site = desk_of(folder, whole=False).site
    assert site
    page = site.pages["changes.md"].html
    assert "2つの版に、違いはありません。" in page
    assert "前の版とは、比べていません。" not in page


def test_an_edition_tells_of_itself_before_it_is_frozen(tmp_path: Path) -> None:
    """Its reason and its days in the list and the course, and its entry in the news, with the id that it keeps."""
    folder = copy_plan(tmp_path)
    freeze(folder, INVENTED, id="first", status="draft", label=LABEL, days=of_day(2023, 1, 10))
    more = (
        "  id: second\n  published: 2024-04-20\n  in_force: 2024-04-25\n  reason: {ja: 見直しのため。, en: A review.}\n"
    )
    edit(folder / "data/plan.yml", "  id: first\n", more)
    site = desk_of(folder, whole=False).site
    assert site
    assert told(site, "ja")[0] == (
        *("edition-second", "「みなも町くらしデジタル計画」の版「決定」を公開しました"),
        *("見直しのため。", "2024-04-20"),
    )
    assert "<p>見直しのため。</p>" in site.pages["changes.md"].html
    listed = site.pages["editions.md"].html
    assert "見直しのため。" in listed
    assert "令和6年4月25日（2024年）" in listed


def test_an_edition_that_the_program_refuses_is_compared_with_nothing(city: Path, tmp_path: Path) -> None:
    """The page says so, and so does the build; the other editions have their tables."""
    folder = copy_with_editions(tmp_path, city)
    old = copy_plan(tmp_path / "old", INVENTED)
    edit(old / "data/projects/one-counter.yml", "title:", "heading:")
    (folder / "data/editions.yml").unlink()
    for id in ("first", "second"):
        edition = old if id == "first" else city / f"data/editions/{id}"
        shutil.rmtree(folder / f"data/editions/{id}")
        freeze(folder, edition, id=id, status="adopted", days=of_day(2023, 3, 20, decided=True))
    desk = desk_of(folder, whole=False)
    assert desk.site
    assert [pair.name for pair in desk.site.changes.history.pairs] == ["second--third"]
    assert "前の版とは、比べていません。" in desk.site.pages["changes.md"].html
    assert [finding.rule for finding in desk.notices] == ["edition-not-compared"]


def told(site: Site, language: str) -> list[tuple[str, str, str, str]]:
    """The entries of the news of a site: what each is known by, its title, its text, its day."""
    feed = site.file(f"data/news.{language}.feed.json")
    assert isinstance(feed, bytes)
    items = json.loads(feed)["items"]
    return [
        (item["id"].rpartition("/")[2], item["title"], item["content_text"], item["date_published"][:10])
        for item in items
    ]


def test_subscribers_are_told_of_each_edition(site: Site) -> None:
    """In each language, the newest first; every page says where the feed is."""
    title = "「みなも町くらしデジタル計画」の版「{}」を公開しました"
    assert told(site, "ja") == [
        ("edition-second", title.format("決定"), "町議会の意見を<受けて>。", "2023-03-20"),
        ("edition-first", title.format("案"), title.format("案"), "2023-01-10"),
    ]
    english = ["As the council asked.", "Minamo Town Digital Living Plan: Draft published"]
    assert [entry[2] for entry in told(site, "en")] == english
    assert [entry[3] for entry in told(site, "pt")] == ["2023-03-20", "2023-01-10"]
    atom = site.file("data/news.ja.atom")
    assert isinstance(atom, bytes)
    assert b"&lt;" in atom
    assert etree.fromstring(atom).findtext("{http://www.w3.org/2005/Atom}updated") == "2023-03-20T00:00:00+09:00"


@pytest.mark.parametrize(
    ("updated", "file", "entries"),
    [
        ("2024-05-01", "open.yml", ["consultation-2024-06-01"]),
        ("2030-05-01", "open.yml", ["consultation-2024-06-01-over", "consultation-2024-06-01"]),
        ("2030-05-01", "over.yml", ["consultation-2024-04-01-result", "consultation-2024-04-01"]),
    ],
)
def test_subscribers_are_told_of_each_consultation(updated: str, file: str, entries: list[str], tmp_path: Path) -> None:
    """That it is held, that it is over, that there is a result; without frozen editions too."""
    folder = copy_plan(tmp_path)
    change(read_table(ROOT / "tests/consultation" / file), folder)
    edit(folder / "data/plan.yml", "updated: 2024-05-01", f"updated: {updated}")
    site = desk_of(folder, whole=False).site
    assert site
    assert [entry[0] for entry in told(site, "ja")] == entries
    assert 'href="../data/news.ja.atom"' in site.pages["consultation.md"].html


@pytest.mark.parametrize(("number", "language"), [(0, "ja"), (1, "pt")])
def test_a_table_is_a_document_for_everyone(number: int, language: str, site: Site, tmp_path: Path) -> None:
    """PDF/UA-1 and PDF/A-2a, by the validator's word; in a language too that the plan is not whole in."""
    assert site.changes
    history, renderer = site.changes.history, site._renderer
    pair, speak = history.pairs[number], site.speaker(language)
    table = history.table(pair, speak)
    assert table
    edition = PaperEdition(renderer, language)
    of = named(pair.new, site.plan, speak).short
    document = comparison_document(edition, table, pair.page, history.title(pair, speak), speak, of)
    path = set_alone(document, site.plan.languages.printed, tmp_path)
    for profile in (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_2A):
        assert [failure.message for failure in validator.validate_pdf(str(path), profile=profile).failures] == []


def test_a_frozen_edition_is_compared_by_its_id(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a folder to be looked for: the plan as it stands with the edition of that name."""
    out = tmp_path / "out"
    assert main(["compare", *options(city), "second", "--out", str(out)]) == 0
    assert "380" in (out / "index.html").read_text(encoding="utf-8")
    assert str(out / "index.pdf") in capsys.readouterr().out


def test_a_plan_without_frozen_editions_has_none_of_it(tmp_path: Path) -> None:
    """No page, no file, no style, nothing on a card."""
    site = desk_of(copy_plan(tmp_path), whole=False).site
    assert site
    assert not [name for name in (*site.pages, *site.names) if "changes" in name]
    assert 'id="changes"' not in site.pages["projects/bus-counter.md"].html
    style = site.file("assets/site.css")
    assert isinstance(style, bytes)
    assert ".old-and-new" not in style.decode()
