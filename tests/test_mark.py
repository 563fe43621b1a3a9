"""What the site says beside the plan is told from the plan's text: by one mark, on pages and on paper, and nowhere
is the one printed as the other.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from copies import ROOT
from jinja2 import nodes
from pages import VOID, plain
from plan import model
from plan.model import Plan, inventory, shape
from plan.model.types import OwnText, Text
from plan.paper.edition import PaperEdition
from plan.reading import loader, words
from plan.reading.yaml_file import read_yaml
from plan.showing import renderer, templates
from plan.showing.localizer import Localizer, MarkError, OwnWords

LOOKS = ROOT / "overrides/pages"
WORDS: dict[str, dict[str, str]] = read_yaml(ROOT / "hooks/plan/reading/words.yml", "words.yml").data  # type: ignore[assignment]
OWN = sorted(words.sentences(WORDS) - words.interface().keys())
#: The fields of the data in which the site speaks, and not the plan.
OWN_FIELDS = {
    "Edition.decided_note", "Licence.text", "Item.elsewhere", "PlanDetails.actuals_note",
    "PlanDetails.unavailable", "Roadmap.note", "Roadmap.schedule_note", "Roadmap.phases_note", "Value.missing",
    "Value.note", "Series.notes", "Source.note", "Note.doubt", "FamilyWords.description", "FamilyWords.list_lead",
    "FamilyWords.cards_lead", "Topic.lead",
}  # fmt: skip
#: Files that speak of the site alone, or of the source to editors, on pages of their own.
OF_THE_SITE = {"accessibility.yml", "notes.yml"}
#: Pages that say at their head that they are the site's, or whose heading says it.
PAGES_OF_THE_SITE = {"about", "accessibility", "data", "licences", "notes"}
#: The slip within a sentence of the data that the notes on the source record as mended.
MENDED = ("取り組めます", "取り組みます")
MARK = {"ja": "このサイトの説明", "en": "Note by this site"}


# What is the site's own -----------------------------------------------------------


def test_a_sentence_is_told_from_the_plans_unless_a_reason_is_given(plan: Plan) -> None:
    """Every sentence of words.yml is the site's own but those that interface.yml lists, each once, with a reason."""
    listed = [key for keys in read_yaml(words._INTERFACE, "interface.yml").data.values() for key in keys]  # type: ignore[union-attr]
    assert len(listed) == len(set(listed)) == len(words.interface())
    assert set(listed) <= words.sentences(WORDS)
    assert all(re.fullmatch(r"It [^.]+\.", reason) for reason in words.interface().values())
    assert len(OWN) > 30
    assert {key for key, text in plan.words.items() if isinstance(text, OwnText)} == set(OWN)


def test_the_fields_in_which_the_site_speaks_are_known() -> None:
    """A field is the site's own or the plan's by its type."""
    found = {
        f"{record.__name__}.{field.name}"
        for kind in inventory.kinds().values()
        for record in {kind, *within(kind)}
        for field in shape.shapes(record).values()
        if field.holds is OwnText
    }
    assert found == OWN_FIELDS


def within(kind: type[Any]) -> Iterator[type[Any]]:
    """The records within a record."""
    for field in shape.shapes(kind).values():
        if field.holds and not issubclass(field.holds, Text):
            yield field.holds
            yield from within(field.holds) if field.holds is not kind else ()


def texts(record: object) -> Iterator[Text]:
    """All texts in a record."""
    for _, field, value in shape.values(record):  # type: ignore[arg-type]
        if field.holds and issubclass(field.holds, Text) and value is not None:
            yield from value if isinstance(value, tuple) else (value,)


def records(plan: Plan) -> Iterator[object]:
    """All records of a plan but those that speak of the site alone."""
    for name, file in inventory.FILES.items():
        if name not in OF_THE_SITE and getattr(plan, file.field) is not None:
            yield getattr(plan, file.field)
    for folder in inventory.FOLDERS:
        yield from getattr(plan, folder).values()


def test_every_sentence_of_the_data_that_is_not_the_sites_own_stands_in_the_source(plan: Plan) -> None:
    """What carries no mark is the plan's: the home page's summary, what a card is about, all that the data holds."""
    source = plain(re.sub(r"<[^>]*>", "", (ROOT / "tests/source/plan.txt").read_text(encoding="utf-8")))
    source = source.replace(*MENDED)
    checked, strange = 0, []
    for text in (text for record in records(plan) for text in texts(record) if not isinstance(text, OwnText)):
        for sentence in re.findall(r"[^。\n]+。", text["ja"]):
            checked += 1
            if plain(sentence.replace("／", "")) not in source:  # where a line may end, in what stands elsewhere too
                strange.append(sentence)
    assert checked > 150
    assert strange == []


def test_what_a_card_is_about_is_whole_sentences_in_both_languages(plan: Plan) -> None:
    """A gist begins and ends where sentences of the content do."""
    assert len(plan.projects) > 20
    for project in plan.projects.values():
        for language in ("ja", "en") if project.gist else ():
            assert project.gist
            end, gist = "。" if language == "ja" else ".", project.gist[language]
            before, found, _ = project.content[language].partition(gist)
            assert found
            assert gist.endswith(end)
            assert before.strip().endswith(end) or not before


# Only the mark prints it ------------------------------------------------------------


def test_nothing_else_prints_what_is_the_sites_own(plan: Plan) -> None:
    """A template that prints it as it prints a word or a text of the plan does not build."""
    speak = Localizer("ja", plan.languages, plan.words)
    own = OwnText.model_construct({"ja": "断りです。", "en": "A remark."})
    told = "「{}」はこのサイトの説明です。印を付けずに載せることはできません / this site says "
    for ask in (speak.plain, speak.html, speak.paragraphs, speak.phrase):
        with pytest.raises(MarkError, match=f"^{told.format('断りです。')}“断りです。”"):
            ask(own)
    for ask in (speak.word, speak.plain_word, speak.phrase_of):
        with pytest.raises(MarkError, match=f"^{told.format('この事業のKPIは、計画に書かれていません。')}"):
            ask("no_indicator")
    for said in (own, speak.own(own), templates.Phrases(speak).no_indicator):
        with pytest.raises(MarkError, match="印を付けずに載せることはできません"):
            templates.printed(said, speak)
    assert isinstance(templates.Phrases(speak)("projects_lead", count=1, standard=1, individual=0), OwnWords)


def test_the_mark_stands_at_nothing_else(plan: Plan) -> None:
    """Words of the plan, and words that nobody takes for its, are refused by the mark."""
    speak = Localizer("ja", plan.languages, plan.words)
    for said in (plan.details.title, speak.phrase_of("home"), "words"):
        with pytest.raises(MarkError, match="」はこのサイトの説明ではありません。印を付けて載せることはできません / “"):
            speak.own_words(said)  # type: ignore[arg-type]
    both = speak.own_words(speak.own_word("no_actuals"), None, plan.roadmap.note)
    assert both == "実績値は、まだ一つも載っていません。" + str(plan.roadmap.note and plan.roadmap.note["ja"])


def test_templates_print_it_in_the_mark_or_on_the_sites_own_pages() -> None:
    """`speak.own_words` is for the component, for what stands within it, and for pages that are the site's own."""
    environment = templates.environment(LOOKS)
    within = ("source", "doubt", "verdict_list")
    components = ("own-words", *(part.replace("_", "-") for part in within))
    allowed = {"about.html", "data.html", "notes-page.html", *(f"components/{name}.html" for name in components)}
    for path in sorted(LOOKS.rglob("*.html")):
        name = path.relative_to(LOOKS).as_posix()
        tree = environment.parse(path.read_text(encoding="utf-8"))
        marked = {
            id(call)
            for block in tree.find_all(nodes.CallBlock)
            if getattr(block.call.node, "name", "") == "own_part"
            for call in block.find_all(nodes.Call)
        }
        for call in tree.find_all(nodes.Call):
            own, part = getattr(call.node, "attr", "") == "own_words", getattr(call.node, "name", "") in within
            assert not (own or part) or id(call) in marked or name in allowed, f"{name}:{call.lineno}"


def test_bare_words_are_for_attributes() -> None:
    """A template prints the bare form of a word between quotation marks alone."""
    for path in sorted(LOOKS.rglob("*.html")):
        text = re.sub(r'="[^"]*"|data-[\w-]+="(?:[^"{]|\{\{.*?\}\})*"', "", path.read_text(encoding="utf-8"))
        assert not re.search(r"\{\{[^}]*\bw\.\w+\.plain", text), path.name


# The built site ---------------------------------------------------------------------


class Marked(HTMLParser):
    """The words of a page's article, those within the mark and the others, by blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.within: list[str] = []
        self.others: list[str] = []
        self._open: list[tuple[str, bool, bool]] = [("", False, False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        _, article, mark = self._open[-1]
        classes = (dict(attrs).get("class") or "").split()
        if tag in ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "dd", "dt", "figure", "div"):
            self.within.append("\n")
            self.others.append("\n")
        if tag not in VOID:
            self._open.append((tag, article or tag == "article", mark or "own-words" in classes))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, article, mark = self._open[-1]
        if article and tag not in ("script", "style"):
            (self.within if mark else self.others).append(data)


def marked_pages(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """The pages of a site that are not the site's own: name, language, words within the mark, the other words."""
    for path in sorted(folder.rglob("index.html")):
        name = path.parent.relative_to(folder).as_posix()
        language, _, rest = name.partition("/")
        language = language if language in ("en", "pt", "ja-easy") else "ja"
        if (name if language == "ja" else rest) in PAGES_OF_THE_SITE:
            continue
        page = Marked()
        page.feed(path.read_text(encoding="utf-8"))
        yield name, language, lines("".join(page.within)), lines("".join(page.others))


def lines(text: str) -> str:
    """Text with one block a line and one blank between words."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def patterns(plan: Plan, language: str) -> list[re.Pattern[str]]:
    """What the site's own sentences of a language look like: the words with anything in their slots, and the data."""
    found = [re.sub(r"\\\{\w+\\\}", "[^\n]+?", re.escape(WORDS[key][language].strip())) for key in OWN]
    found += [
        re.escape(" ".join(text[language].split()))
        for record in records(plan)
        for text in texts(record)
        if isinstance(text, OwnText)
    ]
    return [re.compile(rf"(?:^|(?<=[。.] )|(?<=。)){pattern}", re.MULTILINE) for pattern in found]


def sentences(plan: Plan, language: str) -> set[str]:
    """The plan's own sentences of a language."""
    end = r"[^。\n]+。" if language == "ja" else r"[A-Z][^.\n]{20,}\.(?=\s|$)"
    return {
        " ".join(sentence.split())
        for record in records(plan)
        for text in texts(record)
        if not isinstance(text, OwnText)
        for sentence in re.findall(end, text[language].replace("※", ""))
    }


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_page_prints_the_one_as_the_other(site: Path, plan: Plan, language: str) -> None:
    """Outside the mark stands no sentence of the site's own, within it none of the plan's."""
    own, of_plan = patterns(plan, language), sentences(plan, language)
    assert len(of_plan) > 100
    pages = marks = 0
    for name, spoken, within_mark, others in marked_pages(site):
        if spoken == language:
            pages += 1
            marks += within_mark.count(MARK[language])
            assert [pattern.pattern for pattern in own if pattern.search(others)] == [], name
            assert [sentence for sentence in of_plan if sentence in within_mark] == [], name
    assert pages > 30
    assert marks > 60


def test_each_mark_begins_with_its_label(site: Path) -> None:
    """A screen reader says first whose words they are; the label is text, not a picture or a color."""
    for language, prefix in (("ja", ""), ("en", "en/")):
        text = (site / f"{prefix}statistics/index.html").read_text(encoding="utf-8")
        found = re.findall(r'class="own-words[^"]*"[^>]*>\s*(?:<p[^>]*>)?<small class="own-mark">([^<]*)<', text)
        assert found == [MARK[language]] * 5
        assert len(re.findall('class="own-words', text)) == 5


def test_the_home_page_speaks_with_the_plans_words(site: Path, plan: Plan) -> None:
    """The first thing that a reader meets needs no mark, but for topics, ends of years, what is missing yet, doubts."""
    for name, language, within_mark, others in marked_pages(site):
        if name in (".", "en"):
            said = [note.doubt[language] for note in plan.notes.notes if note.doubt]
            until = {
                "ja": "令和11年度（2029年度）は、2030年3月末までです。",
                "en": "FY2029 (Reiwa 11) runs until the end of March 2030.",
            }
            said += [plan.words["topics_lead"][language], plan.words["no_actuals"][language], until[language]]
            assert all(sentence in within_mark for sentence in said[-3:])
            assert [line for line in within_mark.split("\n") if not any(sentence in line for sentence in said)] == []
            assert plan.details.summary[language] in others


@pytest.mark.parametrize(
    ("language", "example"), [("ja", "この文は、その例です。"), ("en", "This sentence is an example.")]
)
def test_the_page_about_this_edition_explains_the_mark(site: Path, language: str, example: str) -> None:
    """In a paragraph under a heading of its own, with an example; so are the notes of translators."""
    path = site / ("about/index.html" if language == "ja" else "en/about/index.html")
    text = html.unescape(path.read_text(encoding="utf-8"))
    section = text.partition('id="own-words"')[2].partition("<h2")[0]
    assert MARK[language] in re.findall("<p>(.*?)</p>", section)[0]
    assert f'<p class="own-words"><small class="own-mark">{MARK[language]}</small> {example}</p>' in section
    assert "Translator’s note" in text


# Paper --------------------------------------------------------------------------------


def strings(tree: object, mark: bool = False) -> Iterator[tuple[bool, str]]:
    """All words of a document, each with whether the mark is at it."""
    if isinstance(tree, dict):
        style = str(tree.get("style", "")).split()
        for key, value in tree.items():
            yield from strings(value, mark or key == "own" or "own-words" in style)
    elif isinstance(tree, list | tuple):
        for item in tree:
            yield from strings(item, mark)
    elif isinstance(tree, str):
        yield mark, tree


@pytest.mark.parametrize("language", ["ja", "en"])
def test_paper_tells_the_one_from_the_other(language: str, tmp_path: Path) -> None:
    """What the typesetter is given has the mark at every sentence of the site's own, and at none of the plan's."""
    loaded = loader.load_plan(ROOT / "data", ROOT / "docs")
    assert loaded.plan
    shown = renderer.Renderer(loaded.plan, loaded.chapters, LOOKS, tmp_path)
    own, of_plan = patterns(loaded.plan, language), sentences(loaded.plan, language)
    marked = 0
    for document in PaperEdition(shown, language).documents():
        content = json.loads(json.dumps(document.content))
        for mark, said in strings(content["sheets"]):
            text = lines(said)
            marked += mark
            if mark:
                assert text not in of_plan, document.name
            else:
                assert [pattern.pattern for pattern in own if pattern.search(text)] == [], document.name
    assert marked > 100


def test_what_the_site_says_of_a_missing_value_is_no_text_of_the_plan() -> None:
    """A reason of the plan itself (新規事業のためなし) is the plan's, that of a missing figure of statistics is not."""
    assert shape.shapes(model.Baseline)["missing"].holds is Text
    assert shape.shapes(model.Value)["missing"].holds is OwnText
