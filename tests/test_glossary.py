"""Which words of a page lead to the glossary, and that nothing else of the page changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cases import Case, cases
from copies import ROOT, change, copy_plan
from plan.html.terms import TermIndex, link_terms, named_in
from plan.model import Plan, Term
from plan.model.types import Languages
from plan.pages.site import Site
from plan.pages.term_uses import NAMED, Uses
from plan.paper.edition import PaperEdition
from plan.paper.library import Library
from plan.reading.loader import load_plan
from plan.showing.localizer import Localizer
from plan.showing.renderer import Renderer

LANGUAGES = Languages(("ja", "en", "pt"), ("ja", "en"))
CASES = cases("glossary", "language", "terms", "html", "out", "named")
MARKS = cases("unexplained_marks", "language", "terms", "text", "unexplained")


def index(case: Case) -> TermIndex:
    """The terms of a case, each `id: {name, aliases, definition}` in the language of the case (Japanese)."""
    language = case.get("language", "ja")
    return TermIndex(terms(case, language), language)


def terms(case: Case, language: str) -> Iterator[Term]:
    """The terms as the loader would give them; what a case does not care about is filled in."""
    for id, term in case["terms"].items():
        record = {
            "id": id,
            "name": dict.fromkeys(LANGUAGES.complete, "-") | {language: term["name"]},
            "reading": "よみ",
            "index": "よ",
            "aliases": {language: tuple(term.get("aliases", ()))},
            "definition": dict.fromkeys(LANGUAGES.complete, "-") | {language: term.get("definition", "D")},
        }
        yield Term.model_validate(record, context={"languages": LANGUAGES})


@pytest.mark.parametrize("case", CASES)
def test_terms_are_linked_and_nothing_else_changes(case: Case) -> None:
    """The page is `out`; without its links it is the page as it was; the terms it names are told, linked or not."""
    html, named = link_terms(case["html"], index(case), "g/"), named_in(case["html"], index(case))
    assert html == case["out"]
    assert re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL) == case["html"]
    linked = list(dict.fromkeys(re.findall(r'href="g/#([a-z-]+)"', html)))
    assert list(named) == case.get("named", linked)
    assert set(named) >= set(linked)


@pytest.mark.parametrize("case", CASES)
def test_linking_twice_links_no_first_mention_again(case: Case) -> None:
    """What stands in a link is left alone, so a mention is never linked within a link."""
    once = link_terms(case["html"], index(case), "g/")
    twice = link_terms(once, index(case), "g/")
    assert not re.search(r'<a class="term"[^>]*>[^<]*<a ', twice)


def test_each_term_leads_back_to_the_pages_that_use_it(plan: Plan) -> None:
    """In the order in which they are given, the first forty by name, the others through the search; else none."""
    term, speak = plan.glossary.terms[0], Localizer("en", plan.languages, plan.words)
    name, mark = term.name["en"], f"<!-- uses: {term.id} -->None.<!-- end -->"

    def entries(pages: dict[str, tuple[str, tuple[str, ...]]]) -> str:
        return Uses(pages, plan.glossary, speak, plan.languages).entries(mark)

    assert entries({"tools": ("Tools", ())}) == "None."
    one = {"about": ("About", ()), "tools": ("A &amp; B", (term.id,))}
    assert (
        '<summary>Pages where this term appears (1)</summary><p><a href="../tools/">A &amp; B</a></p></details>'
        in entries(one)
    )
    entry = entries(one | {f"projects/card-{number}": (f"Card {number}", (term.id,)) for number in range(NAMED)})
    assert entry.count('<a href="../projects/card-') == NAMED - 1
    assert f"({NAMED + 1})" in entry
    assert f'<a href="../search/?{urlencode({"q": name})}">' in entry


def test_only_the_plans_words_are_uses_of_a_term(plan: Plan) -> None:
    """What the site says beside the plan, and its lists of other pages, name no term."""
    index = TermIndex(plan.glossary.terms, "ja")
    assert [index.names[id] for id in named_in("<h2>BPR</h2><p>AI</p>", index)] == ["BPR", "AI"]
    for beside in (
        '<p class="own-words"><small>説明</small> BPRの数</p>',
        '<figure class="own-words chart"><p>BPR</p></figure>',
        '<div class="own-words doubts"><p>BPR</p></div>',
        "<div data-not-plan><ul><li>BPR</li></ul></div>",
        "<nav><a>BPR</a></nav>",
    ):
        assert [index.names[id] for id in named_in(f"{beside}<p>AI</p>", index)] == ["AI"], beside


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_web_and_paper_agree_on_which_terms_the_plan_uses(plan: Plan, tmp_path: Path, language: str) -> None:
    """A term that the paper edition's index has no page for is said on the web not to be used, and no other."""
    loaded = load_plan(ROOT / "data", ROOT / "docs")
    assert loaded.plan
    renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", tmp_path / ".cache")
    page = Site(renderer, Library()).pages["glossary.md" if language == "ja" else "glossary.en.md"].html
    entries = re.findall(r'<section[^>]* id="([a-z0-9-]+)"(.*?)</section>', page, re.DOTALL)
    unused = {id for id, entry in entries if 'class="uses"' not in entry}
    whole = next(PaperEdition(renderer, language).documents())
    printed = json.dumps(whole.content, ensure_ascii=False)
    assert len(entries) == len(plan.glossary.terms)
    assert unused == {
        term.id
        for term in plan.glossary.terms
        if f'{{"k": "use", "id": "{term.id}"' not in printed and not re.search(rf'"uses": \[[^\]]*"{term.id}"', printed)
    }
    assert all(f'href="{way}' not in entry for _, entry in entries for way in ("../about/", "../accessibility/"))


@pytest.mark.parametrize(
    ("page", "called"),
    [
        ("glossary.md", ["計画 はじめに", "資料 はじめに"]),
        ("glossary.en.md", ["Plan, Introduction", "Papers, Introduction"]),
    ],
)
def test_a_chapter_is_called_with_its_part(tmp_path: Path, page: str, called: list[str]) -> None:
    """Under a term two parts may have chapters of one name: each stands there with the part that it is of."""
    part = """  - id: papers
    title: {ja: 資料, en: Papers, pt: Papéis}
    chapters: [overview]
"""
    change(
        {"edits": [{"file": "data/plan.yml", "find": "office: ", "replace": f"{part}office: "}]}, copy_plan(tmp_path)
    )
    (tmp_path / "docs/papers").mkdir()
    for name, title, words in (
        ("overview.md", "はじめに", "出張窓口を開きます。"),
        ("overview.en.md", "Introduction", "The town opens counters on wheels."),
    ):
        (tmp_path / "docs/papers" / name).write_text(f"# {title}\n\n{words}\n", encoding="utf-8")
    loaded = load_plan(tmp_path / "data", tmp_path / "docs")
    assert loaded.plan, loaded.findings
    shown = Site(Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", tmp_path / ".cache"), Library())
    listed = re.search(r'<details class="uses">.*?</details>', shown.pages[page].html)
    assert listed
    assert re.findall(r"<a [^>]*>(.*?)</a>", listed[0])[:2] == called


@pytest.mark.parametrize("case", MARKS)
def test_a_mark_without_its_term_is_told(case: Case) -> None:
    """Each word before a ※ at which no term ends, as it is written; a ※ that opens a note is no mark."""
    assert list(index(case).unexplained_marks(case["text"])) == case["unexplained"]


def test_without_terms_a_page_stays_as_it_is() -> None:
    """An index of no terms finds nothing."""
    empty = TermIndex((), "ja")
    assert link_terms("<p>ICT※</p>", empty, "g/") == "<p>ICT※</p>"
    assert list(empty.unexplained_marks("ICT※")) == ["ICT"]
