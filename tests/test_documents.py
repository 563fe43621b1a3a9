"""The paper edition: every document there, with all that it has to say, where a reader looks for it."""

from __future__ import annotations

import html
import re
from pathlib import Path

from pages import plain
from pdf_files import LANGUAGES, found_in, lines, nearly_empty, opened, rectangle
from plan.model import Plan
from test_source import fragments, sections


def test_every_document_is_there(site: Path, plan: Plan) -> None:
    """The whole, its parts, the summary, one a card, one a department with cards: the kinds that a language has."""
    busy = {department for project in plan.projects.values() for department in project.departments}
    names = {
        "plan": {"whole", *(f"part-{part.id}" for part in plan.details.parts)}, "summary": {"summary"},
        "cards": {f"projects/{id}" for id in plan.projects}, "departments": {f"departments/{id}" for id in busy},
    }  # fmt: skip
    kinds = {"ja": set(names), "en": set(names), "ja-easy": {"summary", "cards"}}
    assert set(found_in(site)) == {
        f"{language}/{name}" for language, own in kinds.items() for kind in own for name in names[kind]
    }


def test_lengths(pdfs: dict[str, Path], plan: Plan) -> None:
    """A card is one page, the summary two."""
    for language in LANGUAGES:
        assert opened(pdfs[f"{language}/summary"]).page_count == 2
        for id in plan.projects:
            assert opened(pdfs[f"{language}/projects/{id}"]).page_count == 1, id


def test_the_whole_plan_is_in_the_file(pdfs: dict[str, Path], site: Path) -> None:
    """Every sentence and cell of the printed plan stands in the Japanese file, but what the notes record."""
    from pages import text_of

    notes = "\n".join(text_of(path) for path in sorted((site / "notes").glob("*/index.html")))
    # A paragraph runs on over pages: what stands at the top and the foot of each page is taken out.
    body = []
    for sheet in opened(pdfs["ja/whole"]):
        area = rectangle(0, 60, sheet.rect.width, sheet.rect.height - 55)
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
    assert [found for name, path in pdfs.items() for found in nearly_empty(name, opened(path))] == []


def test_every_page_says_what_it_is(pdfs: dict[str, Path], plan: Plan) -> None:
    """案 or Draft, the date as that of this edition's data and `n / N` on every page; the cover has no number."""
    day = {"ja": "この版のデータの日付: 令和8年11月26日", "en": "Data of this edition: November 26, 2026"}
    for name, path in pdfs.items():
        document = opened(path)
        covered = re.search(r"/(whole|part-.*)$", name)
        for number, sheet in enumerate(document, start=1):
            text = plain(sheet.get_text())
            assert ("案" if name.startswith("ja") else "Draft") in text, f"{name} p. {number}"
            assert plain(day[name[:2]]) in text, f"{name} p. {number}"
            if not (covered and number == 1):
                assert f"{number}/{document.page_count}" in text, f"{name} p. {number}"


def test_every_page_of_a_translation_says_that_it_is_one(pdfs: dict[str, Path]) -> None:
    """Whichever page is handed on; a Japanese document says nothing of the kind."""
    says = plain("This is a translation. The plan itself is in Japanese.")
    for name, path in pdfs.items():
        for number, sheet in enumerate(opened(path), start=1):
            assert (says in plain(sheet.get_text())) == name.startswith("en/"), f"{name} p. {number}"


def test_the_cover_names_the_city_once(pdfs: dict[str, Path]) -> None:
    """As the plan's own cover does, under its date; in the title it stands too."""
    for language, city in (("ja", "伊勢崎市"), ("en", "Isesaki City")):
        cover = opened(pdfs[f"{language}/whole"])[0].get_text().splitlines()
        assert [line.strip() for line in cover].count(city) == 1


def test_a_document_of_more_than_two_pages_speaks_of_itself(pdfs: dict[str, Path], plan: Plan) -> None:
    """At its end: what its marks mean, what is changed or lost, on what terms it may be used; and no more than it has.

    A document of a department has cards alone, each of which says what it lacks, and no words on chapters.
    """
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
        for sentence in (plan.details.licence.text, plan.words["begun_as_draft"]):
            assert plain(sentence[language]) in text, name
        for sentence in plan.details.unavailable:
            assert (plain(sentence[language]) in text) == ("/departments/" not in name), name
        words = {
            key: plan.words[key][language] for key in ("changed_on_paper", "marks_elsewhere", "readings_added_on_paper")
        }
        slots = {"mark": "※", "whole": plan.words["pdf_whole"][language], "about": heading[language]}
        assert plain(words["changed_on_paper"].format(**slots)) in text, name
        assert (plain(words["readings_added_on_paper"]) in text) == name.endswith("/whole"), name
        marked = any(plain(f"{term.name[language]}※") in text for term in plan.glossary.terms)
        expected = marked and not name.endswith("/whole")
        assert (plain(words["marks_elsewhere"].format(**slots)) in text) == expected, name
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
    """In documents that hold the sentences: the summary has none of them itself."""
    for language in LANGUAGES:
        text = plain(opened(pdfs[f"{language}/summary"])[1].get_text())
        said = plan.words["doubts_on_paper"][language].replace("{whole}", plan.words["pdf_whole"][language])
        assert plain(said) in text
        whole = plain("".join(sheet.get_text() for sheet in opened(pdfs[f"{language}/whole"])))
        doubts = [
            note.doubt for note in plan.notes.notes for at in note.about if at.doubtful and "indicators[" in at.at
        ]
        assert doubts and not [doubt for doubt in doubts if not doubt or plain(doubt[language]) not in whole]


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
        begun = r"^注(\d): " if name.startswith("ja/") else r"^Note (\d):"
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


def test_a_translated_card_names_each_department_as_the_plan_does_too(
    pdfs: dict[str, Path], site: Path, plan: Plan
) -> None:
    """The name that one shows at a counter stands behind the translated one, on paper and on the page; on a page, what
    several are called together is none."""
    names = {item.id: (item.name["ja"], item.name["en"]) for item in plan.departments.departments}
    together = {item.id for item in plan.departments.departments if item.group}
    for id, project in plan.projects.items():
        paper = plain(opened(pdfs[f"en/projects/{id}"])[0].get_text())
        page = (site / f"en/projects/{id}/index.html").read_text(encoding="utf-8")
        for department in project.departments:
            own, name = names[department]
            assert -1 < paper.find(plain(name)) < paper.find(own), id
            shown = f'class="counter-name"><b lang="ja">{own}</b>'
            assert (shown in page) == (department not in together), id
            assert f">{html.escape(name)}</a>" in page
        assert f"（{names[project.departments[0]][0]}）" not in opened(pdfs[f"ja/projects/{id}"])[0].get_text()


def test_what_a_language_does_not_print_is_had_in_another(site: Path) -> None:
    """Its pages lead to it there, and say in which."""
    home = (site / "ja-easy/index.html").read_text(encoding="utf-8")
    links = {Path(link[1]).stem: link for link in re.finditer(r'<a class="pdf" href="\.\./pdf/(.*?)".*?</a>', home)}
    assert [link[1] for link in links.values()] == [
        "ja/whole.pdf", "ja-easy/summary.pdf", "ja/part-plan.pdf", "ja/part-implementation.pdf",
    ]  # fmt: skip
    marked = {name for name, link in links.items() if 'class="meta"><span lang="ja" class="untranslated">' in link[0]}
    assert marked == {"whole", "part-plan", "part-implementation"}
    english = (site / "en/index.html").read_text(encoding="utf-8")
    assert 'class="meta"><span' not in english
