"""The paper edition: every file whole, right in every letter, accessible, and the same bytes each time."""

from __future__ import annotations

import ast
import functools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import printing
import pymupdf
import pytest
from copies import ROOT
from pages import plain
from plan import ROOMS
from plan.drawing.pictures import Pictures
from plan.html import tree
from plan.machine.workers import Workers
from plan.model import Plan
from plan.paper import library
from plan.paper.edition import PaperEdition
from plan.reading import loader
from plan.showing.renderer import Renderer
from test_source import fragments, sections

LANGUAGES = ("ja", "en")
PROGRAM = ROOT / "hooks/plan"
RENDERED = ROOT / "overrides/pages"


def renderer_of(plan: Plan, chapters: Any, kept: Path) -> Renderer:
    """The real plan, ready to be rendered."""
    return Renderer(plan, chapters, RENDERED, kept)


@pytest.fixture(scope="module")
def loaded() -> loader.Loaded:
    """The real plan with its prose."""
    return loader.load_plan(ROOT / "data", ROOT / "docs")


@pytest.fixture(scope="module")
def pdfs(site: Path) -> dict[str, Path]:
    """Every document of the real site by its name, `ja/whole`."""
    found = {
        path.relative_to(site / "pdf").with_suffix("").as_posix(): path for path in sorted(site.rglob("pdf/**/*.pdf"))
    }
    assert len(found) > 80
    return found


@functools.cache
def opened(path: Path) -> pymupdf.Document:
    """A document opened for reading its text."""
    return pymupdf.open(path)


def lines(document: pymupdf.Document) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Every line of every page: page number from 1, words, box."""
    for number, sheet in enumerate(document, start=1):
        for block in sheet.get_text("dict")["blocks"]:
            for line in block.get("lines", ()):
                words = "".join(span["text"] for span in line["spans"])
                if words.strip():
                    yield number, words, line["bbox"]


def within(item: Any) -> Iterator[pikepdf.Dictionary]:
    """The structure elements inside an element, or all that an array of them holds."""
    waiting: list[Any] = [item]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting.extend(item)
        elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
            yield item
            if "/K" in item:
                waiting.append(item.K)


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure tree."""
    return within(pdf.Root.StructTreeRoot.K)


def attributes(element: pikepdf.Dictionary) -> dict[str, Any]:
    """The attributes of a structure element, of all owners together."""
    found: dict[str, Any] = {}
    given = element.get("/A", pikepdf.Array())
    for owner in given if isinstance(given, pikepdf.Array) else [given]:
        found |= dict(owner.items())
    return found


def test_every_document_is_there(pdfs: dict[str, Path], plan: Plan) -> None:
    """The whole, each part, the summary, one for each card, one for each department with cards; in both languages."""
    busy = {department for project in plan.projects.values() for department in project.departments}
    names = {"whole", "summary", *(f"part-{part.id}" for part in plan.details.parts)}
    names |= {f"projects/{id}" for id in plan.projects} | {f"departments/{id}" for id in busy}
    assert set(pdfs) == {f"{language}/{name}" for language in LANGUAGES for name in names}


def test_lengths(pdfs: dict[str, Path], plan: Plan) -> None:
    """A card is one page, the summary two."""
    for language in LANGUAGES:
        assert opened(pdfs[f"{language}/summary"]).page_count == 2
        for id in plan.projects:
            assert opened(pdfs[f"{language}/projects/{id}"]).page_count == 1, id


def test_every_file_is_pdf_ua_and_pdf_a(pdfs: dict[str, Path]) -> None:
    """By the validator's word. Where a stream's last byte is a carriage return, the validator takes it for a part of
    the line end before `endstream` and finds the length one too long; there the length is counted here."""
    checked = 0
    for name, path in pdfs.items():
        for profile in (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_2A):
            result = validator.validate_pdf(str(path), profile=profile)
            checked += 1
            for failure in result.failures:
                assert failure.rule_id == "PDFA2A-STREAM-LENGTH-001", f"{name}: {failure.message}"
                assert ends_in_carriage_return(path, failure.object_id), f"{name}: {failure.message}"
    assert checked == 2 * len(pdfs)


def ends_in_carriage_return(path: Path, object_id: Any) -> bool:
    """Whether the stream is exactly as long as it says, and its last byte is a carriage return."""
    data = path.read_bytes()
    start = re.search(rb"(?:^|\n)%d %d obj\b" % (object_id.object_number, object_id.generation), data)
    assert start
    stream = re.compile(rb"/Length (\d+).*?\bstream\n", re.DOTALL).search(data, start.end())
    assert stream
    end = stream.end() + int(stream[1])
    return data[end - 1 : end] == b"\r" and data[end:].startswith(b"\nendstream")


def test_language_title_and_pictures(pdfs: dict[str, Path]) -> None:
    """Each file says its language and its title with 案 or Draft, shows the title, and describes every picture."""
    pictures, draft = 0, {"ja": "（案）", "en": "(Draft)"}
    for name, path in pdfs.items():
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang).startswith(name[:2]), name
            with pdf.open_metadata() as metadata:
                assert draft[name[:2]] in metadata["dc:title"], name
            assert pdf.Root.ViewerPreferences.DisplayDocTitle, name
            for element in elements(pdf):
                if element.S == "/Figure":
                    pictures += 1
                    assert len(str(element.Alt)) > 5, name
    assert pictures > 100


def test_bookmarks_are_the_headings(pdfs: dict[str, Path]) -> None:
    """Every heading is a bookmark, in the order of the pages, and nothing else is."""
    for name, path in pdfs.items():
        with pikepdf.open(path) as pdf:
            headings = sorted(str(item.get("/T", "")) for item in elements(pdf) if re.match(r"/H\d", str(item.S)))
        bookmarks = sorted(title for _, title, _ in opened(path).get_toc())
        assert [plain(title) for title in bookmarks] == [plain(title) for title in headings], name
        assert bookmarks


def test_tables_have_headers(pdfs: dict[str, Path]) -> None:
    """Every table has header cells that say they head their column."""
    tables = 0
    for name, path in pdfs.items():
        with pikepdf.open(path) as pdf:
            for table in (element for element in elements(pdf) if element.S == "/Table"):
                tables += 1
                heads = [cell for cell in within(table.K) if cell.S == "/TH"]
                assert heads, name
                assert {str(attributes(cell).get("/Scope")) for cell in heads} == {"/Column"}, name
    assert tables > 40


def test_fonts_are_embedded(pdfs: dict[str, Path]) -> None:
    """All fonts travel in the file; none is Type 3."""
    for name, path in pdfs.items():
        fonts = {font for sheet in opened(path) for font in sheet.get_fonts()}
        assert fonts, name
        for _, extension, kind, base, *_ in fonts:
            assert extension not in ("", "n/a"), f"{name}: {base}"
            assert kind == "Type0", f"{name}: {base} is {kind}"
            assert "BIZUD" in base, f"{name}: {base}"


def test_no_letter_is_a_lookalike(pdfs: dict[str, Path]) -> None:
    """Text can be searched and read aloud: no Kangxi radical, no compatibility form, no letter lost."""
    for name, path in pdfs.items():
        text = "".join(sheet.get_text() for sheet in opened(path))
        assert len(text) > 200, name
        wrong = re.findall(r"[\u2e80-\u2fdf\uf900-\ufaff\ufffd\ue000-\uf8ff]", text)
        assert not wrong, f"{name}: {wrong}"


def test_the_whole_plan_is_in_the_file(pdfs: dict[str, Path], site: Path) -> None:
    """Every sentence and cell of the printed plan stands in the Japanese file, but what the notes record."""
    from pages import text_of

    notes = "\n".join(text_of(path) for path in sorted((site / "notes").glob("*/index.html")))
    # A paragraph runs on over pages: what stands at the top and the foot of each page is taken out.
    body = []
    for sheet in opened(pdfs["ja/whole"]):
        area = pymupdf.Rect(0, 60, sheet.rect.width, sheet.rect.height - 55)
        body.append(sheet.get_text(clip=area))
    text = re.sub(r"(令和|平成)(\d+|元)年度\(\d{4}年度\)", r"\1\2年度", plain("".join(body)))
    text = re.sub(r"→\d+ページ", "", text)
    checked, missing = 0, []
    for section, first, end in sections():
        if section == "*":
            continue
        for number, words in fragments(first, end):
            checked += 1
            words = re.sub(r"^(?:現状値|目標値)(?:令和|平成)(?:元|\d+)年度", "", words)
            if words not in text and words not in notes:
                missing.append(f"{number}: {words}")
    assert checked > 800
    assert not missing, "\n".join(missing)


def test_lines_begin_and_end_as_an_editor_wants(pdfs: dict[str, Path]) -> None:
    """No closing mark begins a line of Japanese, no opening mark ends one."""
    count = 0
    for name, path in pdfs.items():
        if not name.startswith("ja/"):
            continue
        for number, words, _ in lines(opened(path)):
            count += 1
            assert words.strip()[0] not in "、。」）』】・ー！？ァィゥェォッャュョ々", f"{name} p. {number}: {words}"
            assert words.strip()[-1] not in "「（『【", f"{name} p. {number}: {words}"
    assert count > 3000


def test_no_page_is_nearly_empty(pdfs: dict[str, Path]) -> None:
    """Every page but a cover, a card on its own and the last is filled at least to a third; no heading ends a page."""
    for language in LANGUAGES:
        for name in ("whole", "part-plan", "part-implementation"):
            document = opened(pdfs[f"{language}/{name}"])
            last: dict[int, float] = {}
            for number, _, box in lines(document):
                if box[3] < document[0].rect.height - 56:
                    last[number] = max(last.get(number, 0), box[3])
            for number in range(2, document.page_count):
                assert last[number] > document[0].rect.height / 3, f"{language}/{name}: page {number}"


def test_every_page_says_what_it_is(pdfs: dict[str, Path], plan: Plan) -> None:
    """案 or Draft, the date as that of this edition's data and `n / N` on every page; the cover has no number."""
    day = {"ja": "この版のデータの日付: 令和8年11月24日", "en": "Data of this edition: November 24, 2026"}
    for name, path in pdfs.items():
        document = opened(path)
        covered = re.search(r"/(whole|part-.*)$", name)
        for number, sheet in enumerate(document, start=1):
            text = plain(sheet.get_text())
            assert ("案" if name.startswith("ja") else "Draft") in text, f"{name} p. {number}"
            assert plain(day[name[:2]]) in text, f"{name} p. {number}"
            if not (covered and number == 1):
                assert f"{number}/{document.page_count}" in text, f"{name} p. {number}"


def test_every_page_of_a_translation_says_that_the_japanese_governs(pdfs: dict[str, Path]) -> None:
    """Whichever page is handed on; a Japanese document says nothing of the kind."""
    says = plain("This is a translation. The Japanese text is the official one.")
    for name, path in pdfs.items():
        for number, sheet in enumerate(opened(path), start=1):
            assert (says in plain(sheet.get_text())) == name.startswith("en/"), f"{name} p. {number}"


def test_the_cover_names_the_city_once(pdfs: dict[str, Path]) -> None:
    """As the plan's own cover does, under its date; in the title it stands too."""
    for language, city in (("ja", "伊勢崎市"), ("en", "Isesaki City")):
        cover = opened(pdfs[f"{language}/whole"])[0].get_text().splitlines()
        assert [line.strip() for line in cover].count(city) == 1


def test_a_document_of_more_than_two_pages_speaks_of_itself(pdfs: dict[str, Path], plan: Plan) -> None:
    """At its end: what its marks mean, what is lost, on what terms it may be used."""
    heading = {"ja": "この版について", "en": "About this edition"}
    longer = 0
    for name, path in pdfs.items():
        document, language = opened(path), name[:2]
        text = plain("".join(sheet.get_text() for sheet in document))
        headings = [title for _, title, _ in document.get_toc()]
        told = heading[language] in headings
        if name.partition("/")[2] == "summary" or document.page_count <= 2:
            assert not told, name
            continue
        longer += 1
        assert told, name
        for sentence in (*plan.details.unavailable, plan.details.licence.text):
            assert plain(sentence[language]) in text, name
        mark = {"ja": "この版で加えた説明」と書いています", "en": "begins with “Added in this edition.”"}
        doubt = {"ja": "「（注）」や「（注1）」は", "en": "“(note)” and “(note 1)” stand at"}
        assert plain(mark[language]) in text, name
        assert plain(doubt[language]) in text, name
    assert longer >= 10


def test_the_glossary_says_how_the_text_marks_its_terms(pdfs: dict[str, Path], site: Path) -> None:
    """In the plan's own sentence, under the plan's own heading; on the site as well."""
    sentence = "本文中※が付いている用語は、用語集に解説を掲載しています。"
    document = opened(pdfs["ja/whole"])
    page = next(page for _, title, page in document.get_toc() if title == "資料 用語集")
    assert sentence in document[page - 1].get_text().replace("\n", "")
    assert f"<p>{sentence}</p>" in (site / "glossary/index.html").read_text(encoding="utf-8")


def test_the_summary_gives_each_baseline_its_year(pdfs: dict[str, Path]) -> None:
    """Baselines of different years stand side by side; a value that is missing has none."""
    for language, year, missing in (("ja", "18.6%（注）（R5）", "（新規事業のためなし）"),
                                    ("en", "18.6% (note) (FY2023)", "(none, as the project is new)")):  # fmt: skip
        text = plain(opened(pdfs[f"{language}/summary"])[1].get_text())
        assert plain(year) in text or plain(year.replace("（注）", "").replace(" (note)", "")) in text
        assert plain(missing) in text
        assert not re.search(re.escape(plain(missing)) + r"\((?:R|FY)", text)


def test_the_summary_says_where_doubts_are_told(pdfs: dict[str, Path], plan: Plan) -> None:
    """By the address of the projects: the summary has none of the sentences itself."""
    for language, folder in (("ja", ""), ("en", "en/")):
        text = plain(opened(pdfs[f"{language}/summary"])[1].get_text())
        assert plain(f"{plan.details.url}{folder}projects/") in text


def test_words_that_the_plan_leaves_apart_stay_apart(pdfs: dict[str, Path]) -> None:
    """運用 and 継続 stand on two lines of the source: no arrow says that the one follows the other."""
    for language, head, first, second in (("ja", "スケジュール", "運用", "継続"),
                                          ("en", "Schedule", "In operation", "Continued")):  # fmt: skip
        text = opened(pdfs[f"{language}/projects/smartphone-classes"])[0].get_text().partition(head)[2]
        between = re.search(f"{first}(.*?){second}", text, re.DOTALL)
        assert between
        assert "→" not in between[1]
        assert "\n" in between[1]


def test_each_doubt_of_a_card_begins_a_line(pdfs: dict[str, Path]) -> None:
    """With its number, from 1, where there are several."""
    several = 0
    for name, path in pdfs.items():
        if "/projects/" not in name:
            continue
        begun = r"^注(\d) " if name.startswith("ja/") else r"^Note (\d):"
        said = [line for _, line, _ in lines(opened(path))]
        numbers = [int(found[1]) for line in said if (found := re.match(begun, line))]
        listed = re.findall(r"[（(](?:注|notes? )([\d、, ]+)[)）]", "\n".join(said))
        assert numbers == sorted({int(number) for number in re.findall(r"\d", "".join(listed))}), name
        several += len(numbers) > 1
    assert several > 5


def test_references_say_the_page(pdfs: dict[str, Path]) -> None:
    """A list of cards names the page of each, and that page holds it."""
    for language, pattern in (("ja", r"→ ?(\d+) ?ページ"), ("en", r"→ p\. (\d+)")):
        document = opened(pdfs[f"{language}/whole"])
        found = [int(number) for sheet in document for number in re.findall(pattern, sheet.get_text())]
        assert len(found) > 20
        assert max(found) <= document.page_count


def test_a_card_carries_its_address(pdfs: dict[str, Path], plan: Plan) -> None:
    """As words, as a link and as a QR code with a description."""
    document = opened(pdfs["en/projects/iseca"])
    address = plan.details.url + "en/projects/iseca/"
    assert address in document[0].get_text().replace("\n", "")
    assert address in {link.get("uri") for link in document[0].get_links()}


def test_same_data_same_bytes(loaded: loader.Loaded, tmp_path: Path, pdfs: dict[str, Path]) -> None:
    """In another folder, process, time zone and hash seed."""
    code = (
        "import sys; sys.path[:0] = ['hooks', 'tests/tools']\n"
        "from pathlib import Path\n"
        "import printing; from plan.reading import loader; from plan.showing import renderer\n"
        "loaded = loader.load_plan(Path('data'), Path('docs'))\n"
        f"looks, kept = Path('overrides/pages'), Path({str(tmp_path)!r})\n"
        "rendered = renderer.Renderer(loaded.plan, loaded.chapters, looks, kept)\n"
        "library = printing.printed(rendered, 'any')\n"
        "for name, path in sorted(library.files.items()): print(name, path)\n"
    )
    environment = os.environ | {"TZ": "Pacific/Apia", "PYTHONHASHSEED": "11", "LC_ALL": "C.UTF-8"}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    made = dict(line.split(" ", 1) for line in result.stdout.splitlines())
    assert len(made) == len(pdfs)
    for name, path in made.items():
        again = Path(path).read_bytes()
        assert again == pdfs[name.removeprefix("pdf/").removesuffix(".pdf")].read_bytes(), name


def test_what_did_not_change_is_not_set_again(loaded: loader.Loaded, tmp_path: Path) -> None:
    """A change to one card sets only the documents that hold it."""
    assert loaded.plan
    first = printing.printed(renderer_of(loaded.plan, loaded.chapters, tmp_path), "one")
    before = {path: path.stat().st_mtime_ns for path in first.files.values() if isinstance(path, Path)}
    project = loaded.plan.projects["plateau"]
    title = project.title.model_copy(update={"root": {"ja": "別の題", "en": "Another Title"}})
    changed = dict(loaded.plan.projects) | {"plateau": project.model_copy(update={"title": title})}
    plan = replace(loaded.plan, projects=changed)
    second = printing.printed(renderer_of(plan, loaded.chapters, tmp_path), "two")
    new = {name for name, path in second.files.items() if path not in before}
    names = ("whole", "part-implementation", "summary", "projects/plateau", "departments/city-planning")
    assert new == {f"pdf/{language}/{name}.pdf" for language in LANGUAGES for name in names}
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_list_of_documents_knows_all_that_decides_what_they_say() -> None:
    """Modules, words and letters of this room and of those above it; no file of a room below; every package."""
    told = {path.relative_to(PROGRAM).as_posix() for path in library.told_in()}
    assert told >= {"paper/edition.py", "paper/tree.typ", "reading/words.yml", "letters/covered.txt", "model/plan.py"}
    assert told >= {path.relative_to(PROGRAM).as_posix() for path in PROGRAM.glob("drawing/*.py")}
    below = [*ROOMS][[*ROOMS].index("paper") + 1 :]
    assert {"pages", "publishing", "preview", "help", "commands"} <= set(below)
    assert not [name for name in told if name.split("/")[0] in below or name.endswith((".pyc", ".ttf"))]
    named = {
        name
        for path in library.told_in()
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    roots = {name.split(".")[0] for name in named} - sys.stdlib_module_names - {"plan"}
    providers = metadata.packages_distributions()
    packages = {package.lower().replace("_", "-") for root in roots for package in providers[root]}
    assert len(packages) > 7
    assert packages - set(library.TOLD_WITH) == set()


def asked_for(renderer: Renderer) -> dict[str, tuple[str, int]]:
    """The documents that have to be set: by name the key of each, and how many files of charts it waits for."""
    asked = printing.Asked()
    pictures = Pictures(renderer.kept, asked)
    renderer.draw_charts(pictures)
    library.print_documents(renderer, pictures, "any")
    return {name: (key, charts) for charts, _, _, key, name, *_ in asked.after}


def test_a_document_is_named_by_its_content_and_by_what_sets_it(
    loaded: loader.Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another typesetter, template or font none that was kept is believed; only those with charts wait for any."""
    assert loaded.plan
    renderer = renderer_of(loaded.plan, loaded.chapters, tmp_path)
    usual = asked_for(renderer)
    assert len(usual) > 80
    assert asked_for(renderer) == usual
    assert {name for name, (_, charts) in usual.items() if charts} == {
        f"pdf/{language}/{name}.pdf" for language in LANGUAGES for name in ("whole", "part-plan")
    }
    monkeypatch.setattr(library, "_set_by", lambda: "another typesetter")
    others = asked_for(renderer)
    assert others.keys() == usual.keys()
    assert not {key for key, _ in others.values()} & {key for key, _ in usual.values()}


def test_a_document_that_cannot_be_set_is_named(loaded: loader.Loaded, tmp_path: Path) -> None:
    """With the typesetter's reason, where the document is asked for; nothing is kept of it, and none is remembered."""
    assert loaded.plan
    project = loaded.plan.projects["plateau"]
    title = project.title.model_copy(update={"root": {"ja": "絵文字の題😀", "en": "Title"}})
    changed = dict(loaded.plan.projects) | {"plateau": project.model_copy(update={"title": title})}
    plan = replace(loaded.plan, projects=changed)
    renderer = renderer_of(plan, loaded.chapters, tmp_path)
    with Workers() as workers:
        pictures = Pictures(renderer.kept, workers)
        renderer.draw_charts(pictures)
        printed = library.print_documents(renderer, pictures, "any")
        with pytest.raises(library.TypesettingError, match=r"^pdf/ja/projects/plateau\.pdf: .*"):
            printed.find("ja", "projects/plateau")
        with pytest.raises(library.TypesettingError, match=r"^pdf/ja/"):
            printed.complete()
        other = printed.find("en", "projects/plateau")
        assert other is not None and other.pages == 1
    assert not list(tmp_path.glob("documents/*.json"))
    assert not list(tmp_path.glob("documents/*.tmp"))


def test_an_adopted_edition_has_no_draft_mark(loaded: loader.Loaded, tmp_path: Path) -> None:
    """案 goes from every page on the day the plan is adopted."""
    assert loaded.plan
    edition = loaded.plan.details.edition.model_copy(update={"status": "adopted"})
    details = loaded.plan.details.model_copy(update={"edition": edition})
    plan = replace(loaded.plan, details=details)
    rendered = renderer_of(plan, loaded.chapters, tmp_path)
    for document in PaperEdition(rendered, "ja").documents():
        assert document.content["draft"] is False
        assert "（案）" not in document.content["plan"] + document.content["title"]


def test_source_date_epoch_decides_the_date(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it is the day on which the edition was last changed."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert library.timestamp(plan) == 1795478400  # 2026-11-24T00:00:00Z
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert library.timestamp(plan) == 86400


def test_an_element_that_paper_cannot_show_is_named() -> None:
    """The message says the page and the element."""
    with pytest.raises(tree.UnknownElementError, match=r"^docs/plan/x\.md: <video> cannot be set on paper$"):
        tree.page_tree("<p>a</p><video></video>", "docs/plan/x.md")


def test_pages_link_their_documents_with_length_and_size(site: Path, pdfs: dict[str, Path]) -> None:
    """From home, a chapter, a card and a department, with the right number of pages."""
    pages = opened(pdfs["ja/whole"]).page_count
    size = round(pdfs["ja/whole"].stat().st_size / 1e6, 1)
    home = (site / "index.html").read_text(encoding="utf-8")
    assert f"PDF {pages}ページ・{size}MB" in home
    for path, link in (
        ("projects/iseca/index.html", "../../pdf/ja/projects/iseca.pdf"),
        ("en/projects/iseca/index.html", "../../../pdf/en/projects/iseca.pdf"),
        ("departments/index.html", "../pdf/ja/departments/citizens.pdf"),
        ("plan/vision/index.html", "../../pdf/ja/part-plan.pdf"),
    ):
        assert f'href="{link}"' in (site / path).read_text(encoding="utf-8"), path
