"""Any language on paper: in its own face with a true bold, the way its lines run, tagged as what it is.

The words are in printed_languages.yml. A language is tried where its fonts are installed, as requirements-dev.txt asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import page as validator
import pikepdf
import pytest
import tongues
import typst
import upgrade
from conftest import once
from copies import ROOT
from fontTools.ttLib import TTFont
from pages import plain
from pdf_files import open_pdf
from plan.commands import faces as faces_command
from plan.drawing import instances, share_picture, typefaces
from plan.letters import faces
from plan.model import Plan
from plan.paper.library import Library
from plan.reading.loader import load_plan
from plan.showing import software, statistics
from plan.showing.catalog import Catalog
from plan.showing.doubts import Doubts
from plan.showing.localizer import Localizer
from plan.showing.renderer import Renderer
from printing import printed
from test_charts import drawn
from test_share_pictures import LINES, PALETTE

READY = [code for code in tongues.WORDS if not faces.missing(code)]
#: How a file says its language, by the code of the plan.
TAGS = {"pt-BR": "pt-BR", "zh-CN": "zh-CN", "zh-TW": "zh-TW"}
#: Faces in which the letters of a word can be taken out of the file in their order.
IN_ORDER = ["vi", "zh-CN", "zh-TW", "ko", "id", "tl", "pt-BR", "es", "uk"]


@pytest.fixture(scope="module")
def plan_in_many(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The invented plan in all languages whose fonts are there, but Spanish on the web only."""
    folder = tongues.plan_in(tmp_path_factory.mktemp("many"), READY, ["es"])
    loaded = load_plan(folder / "data", folder / "docs")
    assert [str(finding) for finding in loaded.findings] == []
    assert loaded.plan
    return loaded.plan


def documents_of(folder: Path) -> Library:
    """The documents of the plan in a folder, which keeps them."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    return printed(Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder), "any")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Its documents: set by one process of the tests, and found again by the others."""
    made = once(tmp_path_factory, "many", lambda folder: documents_of(tongues.plan_in(folder, READY, ["es"])))
    return documents_of(made)


def path_of(documents: Library, code: str, name: str) -> Path:
    """A document in a language."""
    found = documents.find(code, name)
    assert found
    return found.path


def test_the_tests_have_the_fonts_of_all_languages() -> None:
    """requirements-dev.txt names each package in the version of faces.yml, but the one whose absence is shown."""
    pinned = upgrade.pins((ROOT / "requirements-dev.txt").read_text(encoding="utf-8"))
    needed = {package.name: package.version for package in faces.packages(tongues.WORDS)}
    assert needed.items() <= pinned.items()
    assert [package.name for package in faces.packages(["ta"])] == ["fontpkg-noto-sans-tamil"]
    assert "fontpkg-noto-sans-tamil" not in pinned
    assert {"vi", "uk", "pt-BR", "id", "tl", "es"} <= set(READY)


@pytest.mark.parametrize("code", [code for code in READY if code != "es"])
def test_a_language_is_printed(code: str, documents: Library) -> None:
    """Valid as PDF/UA and PDF/A, tagged with its language and direction, in its own face, bold where it is strong."""
    path = path_of(documents, code, "whole")
    for profile in (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_2A):
        failures = validator.validate_pdf(str(path), profile=profile).failures
        assert [failure for failure in failures if failure.rule_id != "PDFA2A-STREAM-LENGTH-001"] == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang).startswith(TAGS.get(code, code.split("-")[0]))
        assert (pdf.Root.ViewerPreferences.get("/Direction") == "/R2L") == (code == "ar")
    document = open_pdf(path)
    used = {
        name.split("+")[1].replace("-Thin", "") for sheet in document for *_, name, _, _, _ in sheet.get_fonts(True)
    }
    own = [face.name.replace(" ", "") for face in faces.of_language(code)] or ["BIZUDPGothic"]
    assert any(name.startswith(own[0]) for name in used), used
    if code in IN_ORDER:
        card = open_pdf(path_of(documents, code, "projects/one-counter"))
        text = plain("".join(sheet.get_text() for sheet in (*document, *card)))
        for word in ("plan", "card", "content", "heading"):
            assert plain(tongues.WORDS[code][word]) in text, word


def test_a_language_of_the_web_only_has_no_document(documents: Library, plan_in_many: Plan) -> None:
    """And no link to one; the others have theirs."""
    assert documents.find("es", "whole") is None
    assert {name.split("/")[1] for name in documents.files} == set(plan_in_many.languages.codes) - {"es"}


@pytest.mark.parametrize("family", sorted({face.name for code in READY for face in faces.of_language(code)}))
def test_a_face_has_a_true_bold(family: str) -> None:
    """As a file of its own or as an axis; its outlines are TrueType."""
    regular, bold = faces.file(family, "Regular"), faces.file(family, "Bold")
    with TTFont(bold, lazy=True) as font:
        assert "glyf" in font
        assert str(font["name"].getDebugName(1)).startswith(family)
        axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes} if "fvar" in font else {}
    assert regular != bold or (axes["wght"][0] <= 400 and axes["wght"][1] >= 700)


def test_digits_and_lines_run_the_way_of_the_language(documents: Library) -> None:
    """In Arabic a telephone number keeps its order; a heading ends at the right; the way to a target leads left."""
    if "ar" not in READY:
        assert faces.missing("ar")
        return
    sheet = open_pdf(path_of(documents, "ar", "whole"))[2]
    words = {word[4]: word[0] for word in sheet.get_text("words")}
    number = next(word for word in words if "270" in word)
    assert re.search(r"\+81-270-24-5111", number)
    assert min(words.values()) < sheet.rect.width / 2
    card = open_pdf(path_of(documents, "ar", "projects/one-counter"))[0]
    places = {word[4]: word[0] for word in card.get_text("words")}
    assert places["Target"] < places["Baseline"]
    other = open_pdf(path_of(documents, "uk", "projects/one-counter"))[0]
    places = {word[4]: word[0] for word in other.get_text("words")}
    assert places["Baseline"] < places["Target"]


@pytest.mark.parametrize("code", [code for code in ("ar", "th", "vi") if code in READY])
def test_lent_words_say_their_language(code: str, documents: Library) -> None:
    """A card that is not translated is tagged as English, and its sentences end where they do in English.

    The department's own name below it is Japanese; what says no language is in that of the document.
    """
    path = path_of(documents, code, "projects/phone-help")
    with pikepdf.open(path) as pdf:
        tagged = list(languages_in(pdf.Root.StructTreeRoot))
        content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert ("/H2", "en-US") in tagged
    assert {language for _, language in tagged} - {code} == {"en-US", "ja-JP"}
    assert set(re.findall(rb"/Lang ?\(([^)]*)\)", content)) == {b"en-US", code.encode()}
    [sheet] = open_pdf(path)
    words = {word[4]: word for word in sheet.get_text("words")}
    assert "The town will work on this." in sheet.get_text()
    assert words["this."][0] > words["The"][0]


#: How many letters come twice when the words of a language are taken out of a file; faces.yml says why.
TWICE = {"th": 3, "ne": 3}


@pytest.mark.parametrize("code", [code for code in READY if code != "ar"])
def test_words_are_taken_out_of_a_file_as_they_are(code: str) -> None:
    """Every letter once, in its order, but for a fault of the typesetter: when it is mended, faces.yml can say so."""
    words = tongues.WORDS[code]["content"] + tongues.WORDS[code]["text"].replace("**", "")
    order = [face.name for face in faces.order([code])]
    folders = {str(faces.FONTS), *(str(faces.folder_of(face)) for face in faces.of_language(code))}
    source = f"#set page(width: 100cm)\n#set text(font: {json.dumps(order)[1:-1].join('()')}, fallback: false)\n{words}"
    pdf = typst.compile(source.encode(), font_paths=[*folders], ignore_system_fonts=True)
    found = "".join(open_pdf(stream=pdf)[0].get_text().split())
    assert len(found) - len("".join(words.split())) == TWICE.get(code, 0)


def languages_in(element: object) -> Iterator[tuple[str, str]]:
    """The elements of a file that name their language, each with it."""
    if isinstance(element, pikepdf.Array):
        for inner in element:
            yield from languages_in(inner)
    elif isinstance(element, pikepdf.Dictionary):
        if "/Lang" in element:
            yield str(element.get("/S")), str(element.Lang)
        yield from languages_in(element.get("/K"))


def test_figures_and_contents_in_arabic_read_as_they_should(documents: Library) -> None:
    """No sum is torn at its comma; in the contents a title lent from English stands at the right as all others do."""
    if "ar" not in READY:
        assert faces.missing("ar")
        return
    document = open_pdf(path_of(documents, "ar", "whole"))
    found = [word[4] for sheet in document for word in sheet.get_text("words")]
    assert {word for word in found if "021" in word or "870" in word} == {"5,021", "4,870"}
    contents = document[1]
    [title] = contents.search_for("About this edition")
    assert title.x0 > contents.rect.width / 2


@pytest.mark.sweep
def test_a_picture_is_lettered_in_its_language() -> None:
    """Each in its own face; a language whose fonts are not there has the picture of the one that its readers read."""
    drawn = {}
    for code in READY:
        words = {"title": tongues.WORDS[code]["content"], "plan": tongues.WORDS[code]["plan"]}
        drawn[code] = share_picture.draw(LINES | words, PALETTE, faces.at_hand(code))
    assert len(set(drawn.values())) == len(READY)
    assert typefaces.runs("Привіт", ("Noto Sans",)) == [("Noto Sans", "Привіт")]


def test_the_picture_of_a_language_without_fonts_is_that_of_its_fallback(tmp_path: Path) -> None:
    """Tamil of the web only is drawn in English."""
    folder = tongues.plan_in(tmp_path, ["vi"])
    text = (folder / "data/plan.yml").read_text(encoding="utf-8")
    tamil = "  - {code: vi, name: Tiếng Việt, complete: false}\n"
    assert tamil in text
    more = tamil + "  - {code: ta, name: தமிழ், complete: false, paper: false}\n"
    (folder / "data/plan.yml").write_text(text.replace(tamil, more), encoding="utf-8")
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", tmp_path)
    assert {code: renderer.drawn_in(code) for code in ("ja", "vi", "ta")} == {"ja": "ja", "vi": "vi", "ta": "en"}


def test_a_font_with_all_weights_is_cut_to_one(tmp_path: Path) -> None:
    """Its glyphs keep their numbers; what shaping takes apart is there too. A font of one weight is taken as it is."""
    assert instances.of_weight([faces.file("Noto Sans", "Bold")], "Bold", frozenset("a")) == (
        faces.file("Noto Sans", "Bold"),
    )
    if "th" in READY:
        font = faces.file("Noto Sans Thai", "Bold")
        (cut,) = instances.of_weight([font], "Bold", frozenset("ทำ"))
        # a drawing tells faces apart by this name: of two weights cut from one file each has its own
        (plain,) = instances.of_weight([font], "Regular", frozenset("ทำ"))
        assert len({TTFont(file)["name"].getDebugName(6) for file in (cut, plain)}) == 2
        letters = TTFont(cut).getBestCmap()
        assert set(map(ord, "ทำ\u0e4d\u0e32")) <= set(letters)
        assert TTFont(cut).getGlyphID(letters[ord("ท")]) == TTFont(font).getGlyphID(
            TTFont(font).getBestCmap()[ord("ท")]
        )


def test_the_weights_cut_of_one_font_have_names_of_their_own() -> None:
    """A chart calls its glyphs by the name of their font: of one name, its figures would be bold and light at once."""
    every = {font.name: font for code in READY for font in typefaces.files("", "Bold", faces.at_hand(code))}
    fonts = [font for name, font in every.items() if "[" in name]
    assert fonts
    for font in fonts:
        cuts = [instances.of_weight([font], weight, frozenset("0a"))[0] for weight in ("Regular", "Bold")]
        assert len({TTFont(cut)["name"].getDebugName(6) for cut in cuts}) == 2, font.name


@pytest.mark.parametrize("code", READY)
def test_the_line_under_the_years_of_a_chart_crosses_none(plan_in_many: Plan, code: str) -> None:
    """The years stand above it and the name below it, however high the face of the language is."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    speaker, own = Localizer(code, plan_in_many.languages, plan_in_many.words), faces.at_hand(code)
    series = plan_in_many.series["population"]
    drawing = statistics.figure(
        "population", series, plan_in_many, speaker, Doubts(Catalog(plan_in_many), speaker)
    ).drawing
    figure = drawn(drawing, own=own)
    FigureCanvasSVG(figure)
    axes = figure.axes[0]
    boxes = {text.get_text().strip(): text.get_window_extent() for text in axes.texts}
    foot = min(axes.transData.transform((0, float(line.get_ydata()[0])))[1] for line in axes.lines)
    years = [boxes[typefaces.lettered(slot.label, own)] for slot in drawing.slots]
    assert min(box.y0 for box in years) > foot + 4
    assert min(box.y0 for box in boxes.values()) > 0


def test_the_packages_of_a_plan_are_listed_for_pip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each once, by version and digest; none for the real plan, nor for what is on the web only."""
    assert faces_command.listed(ROOT / "data", ROOT / "docs") == 0
    assert capsys.readouterr().out == ""
    folder = tongues.plan_in(tmp_path, ["zh-CN", "ko", "th", "vi", "ar"], ["ar"])
    assert faces_command.listed(folder / "data", folder / "docs") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["justmytype-intl-cjk==0.1.0", "fontpkg-noto-sans-thai==2.2"]
    assert all(re.search(r" --hash=sha256:[0-9a-f]{64}$", line) for line in lines)


def test_every_face_has_its_licence() -> None:
    """The page of licences and the bill of materials name those of the languages that are printed."""
    languages = tuple(tongues.WORDS)
    named = {font.name: font for font in software.fonts(languages)}
    assert {"Noto Sans SC", "Amiri", "BIZ UDGothic"} <= set(named)
    assert {font.licence for font in named.values()} == {"OFL-1.1"}
    bill = software.bill("計画", "https://example.org/", 1_790_000_000, languages).decode()
    for package in faces.packages(languages):
        assert f'"pkg:pypi/{package.name}@{package.version}"' in bill
        assert package.sha256 in bill
