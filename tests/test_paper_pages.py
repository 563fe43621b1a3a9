"""Every number of a page in a document is that of the document: where the plan names a page, and in the glossary."""

from __future__ import annotations

import functools
import html
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from copies import ROOT, copy_plan, edit
from pages import plain
from pdf_files import INNER_LINKS, LANGUAGES, opened, rectangle
from plan.html import prose
from plan.html.terms import TermIndex
from plan.model import Plan
from plan.paper import letters, typesetting
from plan.paper.edition import PaperEdition
from plan.reading import loader
from plan.showing.renderer import Renderer

if TYPE_CHECKING:
    import pymupdf

#: A page by its number, as the documents name it; not how many pages something takes.
NAMED = {"ja": r"(\d+)ページ(?!に[収入])", "en": r"\b(?:[Pp]age|p\.) ?(\d+)"}
#: The pages under a term of the glossary.
INDEX = {"ja": ("出てくるページ:", "、", "～"), "en": ("Appears on pages?:", ", ", "–")}
#: What stands after a page for which the plan prints another number.
PRINTED = {"ja": "（原典では29ページ）", "en": " (page 29 in the original)"}
NOWHERE = {
    "ja": "この版で加えた説明本文には出てきません。",
    "en": "Added in this edition This term is not used in the text.",
}
#: The last sheet; what stands under it, and the letters of the glossary, name no page.
ABOUT = {"ja": "この版について", "en": "About this edition"}
GLOSSARY = {"ja": "資料 用語集", "en": "Appendix: Glossary"}
#: The head and the foot of a page, which name no place.
HEAD, FOOT = 60, 55


@pytest.fixture(scope="module")
def pdfs(site: Path) -> dict[str, pymupdf.Document]:
    """Every document of the real site by its name, `ja/whole`."""
    paths = sorted(site.rglob("pdf/**/*.pdf"))
    found = {path.relative_to(site / "pdf").with_suffix("").as_posix(): opened(path) for path in paths}
    assert len(found) > 80
    return found


def on_one_line(text: str, language: str) -> str:
    """Words of a page without the ends of its lines; a hyphen may end one."""
    return re.sub(r"\s+", "" if language == "ja" else " ", text.replace("-\n", "-"))


def body(sheet: pymupdf.Page) -> pymupdf.Rect:
    """A page without its head and foot."""
    return rectangle(0, HEAD, sheet.rect.width, sheet.rect.height - FOOT)


def led_to(sheet: pymupdf.Page) -> Iterator[tuple[int, str]]:
    """Every link of a page to a page of its document: the number of that page, and the link's words."""
    for link in sheet.get_links():
        if link["kind"] in INNER_LINKS:
            yield link["page"] + 1, sheet.get_textbox(link["from"] + (-1, -1, 1, 1))


def test_every_page_that_a_document_names_is_its_own(pdfs: dict[str, pymupdf.Document]) -> None:
    """It is a link to the page of that number. The number of the printed plan stands after it, told as such."""
    named = 0
    for name, document in pdfs.items():
        language = name[:2]
        for number, sheet in enumerate(document, start=1):
            text = on_one_line(sheet.get_text(clip=body(sheet)), language).replace(PRINTED[language], "")
            found = Counter(int(page) for page in re.findall(NAMED[language], text))
            linked = Counter(page for page, words in led_to(sheet) if re.search(rf"(?<!\d){page}(?!\d)", words))
            assert found - linked == Counter(), f"{name} p. {number}"
            named += found.total()
    assert named > 80


def test_the_page_that_the_plan_names_is_found_in_each_document(pdfs: dict[str, pymupdf.Document], site: Path) -> None:
    """A document says on which page the eight items stand, and that the plan says 29; the site leads there."""
    says = {"ja": (r"(\d+)ページ（原典では29ページ）に掲載している8項目", "行政サービスの価値を高めるツール・手法"),
            "en": (r"the eight items on page (\d+) \(page 29 in the original\)\.",
                   "Tools and methods that raise the value of public services")}  # fmt: skip
    for language, (sentence, heading) in says.items():
        for name in ("whole", "part-implementation"):
            document = pdfs[f"{language}/{name}"]
            text = on_one_line("".join(sheet.get_text() for sheet in document), language)
            page = next(page for _, title, page in document.get_toc() if title == heading)
            assert re.findall(sentence, text) == [str(page)], f"{language}/{name}"
            first = "オンライン手続の推進" if language == "ja" else "Online Procedures"
            assert first in on_one_line(document[page - 1].get_text(), language)
            assert page != 29
    ja, en = (site / f"{folder}implementation/introduction/index.html" for folder in ("", "en/"))
    assert '<a class="page-of" href="#tools">29ページ</a>に掲載している8項目の中から' in ja.read_text("utf-8")
    assert 'the eight items on <a class="page-of" href="#tools">page 29</a>.' in en.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["whole", "part-plan", "part-implementation"])
def test_a_page_is_headed_by_the_chapter_with_which_it_begins(
    name: str, language: str, pdfs: dict[str, pymupdf.Document]
) -> None:
    """One that goes on from the page before is named, whatever begins below it; a heading at the head names its own."""
    import pymupdf

    document, headed = pdfs[f"{language}/{name}"], set[str]()
    outline = [(title, page, to["to"].y) for level, title, page, to in document.get_toc(simple=False) if level <= 2]
    glossary = next((at for at, (title, *_) in enumerate(outline) if title == GLOSSARY[language]), len(outline))
    outline = [entry for at, entry in enumerate(outline) if at <= glossary or entry[0] == ABOUT[language]]
    for number, sheet in enumerate(document, 1):
        here = [(title, top) for title, page, top in outline if page == number]
        before = [title for title, page, _ in outline if page < number]
        if not (here or before):
            continue  # the cover
        title = here[0][0] if here and (not before or here[0][1] < 80) else before[-1]
        head = sheet.get_textbox(pymupdf.Rect(0, 0, sheet.rect.width, HEAD - 2))
        assert on_one_line(title, language).strip() in on_one_line(head, language), number
        headed |= {"begins"} if here and title == here[0][0] else {"goes on, and another begins"} if here else set()
    assert len(headed) == 2 or name != "whole"


def test_every_page_that_the_source_names_is_recorded(plan: Plan) -> None:
    """A number that a document prints anew stands in the notes on the source as it was printed."""
    notes = "\n".join(place.says["ja"] for note in plan.notes.notes for place in note.places)
    found = 0
    for path in (ROOT / "docs").rglob("*.md"):
        for _, number in prose.PAGE_OF.findall(path.read_text(encoding="utf-8")):
            assert f"{number}ページ" in notes, path
            found += 1
    assert found == 2


@functools.cache
def two_parts(folder: Path) -> Renderer:
    """The invented plan in two parts; a chapter of the first names pages of both."""
    copy_plan(folder)
    edit(folder / "data/plan.yml", "chapters: [overview, support]", "chapters: [overview]\n  - id: more\n"
         "    title: {ja: 体制編, en: Structure, pt: Estrutura}\n    chapters: [support]")  # fmt: skip
    for path in (folder / "docs/plan").glob("support*"):
        path.parent.with_name("more").mkdir(exist_ok=True)
        path.rename(folder / "docs/more" / path.name)
    for ending in (".md", ".en.md", ".pt.md"):
        path = folder / f"docs/plan/overview{ending}"
        text = path.read_text(encoding="utf-8").replace("{{ chart: population }}", "")
        path.write_text(f"{text}\n{{{{ page-of: #about, 3 }}}}, {{{{ page-of: ../more/support.md#structure, 5 }}}}, "
                        "{{ page-of: ../more/support.md, 4 }}.\n", encoding="utf-8")  # fmt: skip
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")


@pytest.mark.parametrize(
    ("language", "name", "says"),
    [
        ("ja", "whole", "3ページ（原典では3ページ）, 4ページ（原典では5ページ）, 4ページ（原典では4ページ）."),
        ("ja", "part-plan", "3ページ（原典では3ページ）, "
                            "「みなも町くらしデジタル計画 体制編」の「体制」のページ（原典では5ページ）, "
                            "「みなも町くらしデジタル計画 体制編」の「推進体制」のページ（原典では4ページ）."),
        ("en", "part-plan", "page 3 (page 3 in the original), "
                            "the page of “Who leads” in “Minamo Town Digital Living Plan: Structure” "
                            "(page 5 in the original), "
                            "the page of “Structure” in “Minamo Town Digital Living Plan: Structure” "
                            "(page 4 in the original)."),
        # A language that lacks the words has those that its readers read instead.
        ("pt", "whole", "page 3 (page 3 in the original), page 4 (page 5 in the original), "
                        "page 4 (page 4 in the original)."),
    ],
)  # fmt: skip
def test_a_document_without_the_place_names_the_one_that_has_it(
    language: str, name: str, says: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By its title and the heading, with the address on the site; never by a number that is not its own."""
    renderer = two_parts(tmp_path_factory.getbasetemp() / "two-parts")
    document = next(found for found in PaperEdition(renderer, language).documents() if found.name == name)
    content = letters.written({**document.content, "images": {}}, renderer.plan.languages.printed)
    path = typesetting.set_document(renderer.kept, f"{language}{name}", name, content, 0, {})
    printed = opened(path)
    text = "".join(sheet.get_text() for sheet in printed)
    assert plain(says) in plain(text)
    led = {link.get("uri") for sheet in printed for link in sheet.get_links()}
    shown = f"https://minamo.example/plan/{'' if language == 'ja' else language + '/'}more/support/#structure"
    assert (shown in led) == (name != "whole")


@pytest.mark.parametrize("text", ["# T\n\n`{{ page-of: #a, 2 }}`\n", "# T\n\n```\n{{ page-of: #a, 2 }}\n```\n"])
def test_the_number_of_a_page_within_code_is_refused(text: str) -> None:
    """It would be shown as it is written."""
    with pytest.raises(prose.UnreadableProseError, match=r"^\{\{ page-of$"):
        prose.convert(text)


def test_the_number_of_a_page_may_begin_and_end_a_paragraph() -> None:
    """It is no block, wherever it stands; the bare number is the plan's."""
    made = prose.convert("# T\n\n{{ page-of: #a, 2 }}と{{page-of:../x/b.md#c-d,13}}\n")
    assert made.places == ()
    one, two = '<a class="page-of" href="#a">2</a>', '<a class="page-of" href="../x/b.md#c-d">13</a>'
    assert made.pieces == (f"<p>{one}と{two}</p>",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_without_a_schedule_says_why(language: str, pdfs: dict[str, pymupdf.Document], plan: Plan) -> None:
    """In full, that the original has one, on its own sheet; once in the whole plan, at the first of them."""
    assert plan.roadmap.schedule_note
    reason = on_one_line(plan.roadmap.schedule_note[language], language)
    lacking = {id for id, project in plan.projects.items() if not project.schedule.phases}
    assert len(lacking) > 10
    for name, document in pdfs.items():
        text = on_one_line("".join(sheet.get_text(clip=body(sheet)) for sheet in document), language)
        if name == f"{language}/whole":
            assert text.count(reason) == 1
        elif name.startswith(f"{language}/projects/"):
            assert (reason in text) == (name.rpartition("/")[2] in lacking), name


# The glossary ---------------------------------------------------------------


def pages_in_the_glossary(document: pymupdf.Document, plan: Plan, language: str) -> dict[str, set[int]]:
    """The pages that the glossary gives under each term, its ranges unfolded."""
    start = next(page for _, title, page in document.get_toc() if title == GLOSSARY[language])
    sheets = [document[page] for page in range(start - 1, document.page_count)]
    text = on_one_line("\n".join(sheet.get_text(clip=body(sheet)) for sheet in sheets), language)
    begins, comma, dash = INDEX[language]
    found: dict[str, set[int]] = {}
    for term in plan.glossary.terms:
        definition = on_one_line(term.definition[language], language)
        at = text.index(definition) + len(definition)
        listed = re.match(rf" ?{begins} ?((?:\d+(?:{dash}\d+)?(?:{comma})?)+)", text[at:])
        found[term.id] = set()
        assert listed or text[at:].strip().startswith(NOWHERE[language]), term.id
        for run in listed[1].split(comma) if listed else ():
            first, _, last = run.strip().partition(dash)
            assert not last or int(last) > int(first)
            found[term.id] |= set(range(int(first), int(last or first) + 1))
    return found


def pages_in_the_text(document: pymupdf.Document, plan: Plan, language: str) -> dict[str, set[int]]:
    """The pages between the contents and the glossary on which each term stands, in the letters of the page."""
    index = TermIndex(plan.glossary.terms, language)
    contents = document.get_toc()
    first = next(page for _, title, page in contents if title == plan.details.parts[0].title[language])
    title = GLOSSARY[language]
    last = next(page for _, heading, page in contents if heading == title)
    found: dict[str, set[int]] = {term.id: set() for term in plan.glossary.terms}
    for number in range(first, last + 1):
        text = document[number - 1].get_text(clip=body(document[number - 1]))
        text = text.partition(f"{title}\n")[0] if number == last else text
        for mention in index.mentions(text.replace("-\n", "-").replace("\n", " ")):
            found[mention.term].add(number)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_gives_every_page_of_every_term(
    language: str, pdfs: dict[str, pymupdf.Document], plan: Plan
) -> None:
    """Of chapters, cards and tables: what the letters of the pages say, and nothing else."""
    document = pdfs[f"{language}/whole"]
    given, there = pages_in_the_glossary(document, plan, language), pages_in_the_text(document, plan, language)
    assert {id: sorted(given[id] ^ pages) for id, pages in there.items() if given[id] != pages} == {}
    assert sum(map(len, given.values())) > 50
    assert any(len(pages) > 8 for pages in given.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_follow_one_another_are_a_range(
    language: str, pdfs: dict[str, pymupdf.Document], plan: Plan
) -> None:
    """3, 5–7: in order, no page twice, no range that could be longer; each leads to its first page."""
    document = pdfs[f"{language}/whole"]
    begins, comma, dash = INDEX[language]
    checked = 0
    for sheet in document:
        text = on_one_line(sheet.get_text(clip=body(sheet)), language)
        led = Counter(page for page, _ in led_to(sheet))
        for listed in re.findall(rf"{begins} ?((?:\d+(?:{dash}\d+)?(?:{comma})?)+)", text):
            runs = [tuple(map(int, run.split(dash))) for run in listed.split(comma) if run]
            assert all(one[-1] + 1 < two[0] for one, two in itertools.pairwise(runs)), listed
            assert all(led[run[0]] > 0 for run in runs), listed
            checked += any(len(run) == 2 for run in runs)
    assert checked > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_abilities_stand_under_no_heads_that_the_plan_does_not_give(
    language: str, pdfs: dict[str, pymupdf.Document], plan: Plan
) -> None:
    """The plan has them in a figure: a list of names, each with what it stands for, follows its heading."""
    document = pdfs[f"{language}/whole"]
    people = plan.people
    assert people and people.expected
    said = [html.unescape(people.expected.title[language])]
    for part in people.expected.parts:
        texts = [part.title, part.description, *part.examples]
        said += [text[language] for text in texts if text]
    text = plain("".join(sheet.get_text(clip=body(sheet)) for sheet in document))
    assert plain("".join(said)) in text
