"""Letters: on the web as they were written, on paper and in pictures by a face that has them or as their twins."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import fonts
import pytest
from copies import ROOT, copy_plan, edit
from fontTools.ttLib import TTFont
from pdf_files import open_pdf
from plan.drawing import share_picture, typefaces
from plan.letters import faces, setting
from plan.model.languages import writing
from plan.reading.loader import load_plan
from plan.reading.yaml_file import read_yaml
from plan.showing.renderer import Renderer
from printing import printed
from test_share_pictures import LINES, PALETTE

#: What people type, paste and copy: full words, each with what paper sets of it.
WRITTEN = {
    "wave dash of a Mac": ("受付は9時〜17時", "受付は9時〜17時"),
    "common kanji": ("損失を補塡し、剝離を防ぎ、頰を洗い、𠮟る", "損失を補塡し、剝離を防ぎ、頰を洗い、𠮟る"),
    "variants of names": (
        "葛\U000e0100城市と葛\U000e0101飾区、辻\U000e0101",
        "葛\U000e0100城市と葛\U000e0101飾区、辻\U000e0101",
    ),
    "variant that no face has": ("木\U000e01ef", "木\U000e01ef"),
    "beyond the first plane": ("𠮷野家", "𠮷野家"),
    "compatible ideograph of a name": ("神\ufa19", "神\ufa19"),
    "signs": ("☎ ✓ ㎥ € ‣ ㉑ ☐ ✔ ▪", "☎ ✓ ㎥ € ‣ ㉑ ☐ ✔ ▪"),
    "sign that asks for its colors": ("☎\ufe0f", "☎\ufe0f"),
    "kana taken apart by macOS": ("か\u3099い、は\u309aん、キ\u3099", "がい、ぱん、ギ"),
    "letters taken apart": ("Jose\u0301", "José"),
    "radicals of a PDF": ("⼦ども⾼齢者の⺠、江⼾の⾭と⿈と⿊", "子ども高齢者の民、江戸の青と黄と黒"),
    "hyphen that does not break": ("令和8‑9年", "令和8‑9年"),
    "other languages in a line": ("Nguyễn、Привет、São Paulo", "Nguyễn、Привет、São Paulo"),
    "letters of mathematicians": ("𝐀𝐁", "AB"),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_what_is_written_is_set(written: str) -> None:
    """In the letters of the faces; nothing of it is lacking."""
    text, expected = WRITTEN[written]
    have = faces.known()
    assert setting.as_set(text, have) == expected
    assert list(setting.lacking(text, have)) == []
    assert have.issuperset(setting.SILENT.sub("", expected))


@pytest.mark.parametrize("letter", ["²", "½", "①"])
def test_a_letter_that_means_more_is_no_other(letter: str) -> None:
    """A power is no digit: where no face has such a letter it is lacking, rather than set as another."""
    have = faces.known()
    assert setting.as_set(f"10{letter}", have) == f"10{letter}"
    assert list(setting.lacking(f"10{letter}", have - {letter})) == [letter]
    assert list(setting.lacking("10㍿", have - {"㍿"})) == []


def test_everything_in_one_plan(tmp_path: Path) -> None:
    """It loads, is set without a warning, and the letters can be found and copied in the PDF."""
    folder = copy_plan(tmp_path)
    said = [text for text, _ in WRITTEN.values()]
    edit(folder / "docs/plan/support.md", "総務課が進めます。", "\n\n".join(said))
    edit(folder / "data/vision.yml", "title: {ja: めざす町", f"title: {{ja: '{''.join(said[:9])}'")
    loaded = load_plan(folder / "data", folder / "docs")
    assert [str(finding) for finding in loaded.findings] == []
    assert loaded.plan
    renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", tmp_path)
    assert "か\u3099い" in renderer.prose("plan/support", "ja").html
    path = printed(renderer, "any").files["pdf/ja/whole.pdf"]
    text = "".join("".join(sheet.get_text().split()) for sheet in open_pdf(path))
    for expected in (expected for _, expected in WRITTEN.values()):
        assert "".join(expected.split()) in text, expected


@pytest.mark.sweep
def test_the_lists_of_letters_are_those_of_the_fonts() -> None:
    """covered.txt is what the script makes of the fonts; every family has both weights, but for signs."""
    assert (ROOT / "hooks/plan/letters/covered.txt").read_text(encoding="ascii") == fonts.covered(faces.FONTS)
    for family in {face.name for face in faces.shipped()}:
        for weight in ("Regular", "Bold"):
            font = TTFont(faces.file(family, weight))
            assert font["name"].getDebugName(1) == family
            assert font["name"].getDebugName(2) == weight or family == "Noto Sans Symbols 2"
            assert "glyf" in font and "fpgm" not in font
            assert faces.letters_of(family) <= {chr(code) for code in font.getBestCmap()}


def test_what_the_program_puts_on_paper_has_a_face() -> None:
    """The site's own words in every language, and what the Typst files write by themselves, marks of lists too."""
    have = faces.known()
    words = read_yaml(ROOT / "hooks/plan/reading/words.yml", "words.yml").data
    assert isinstance(words, dict) and len(words) > 300
    lacking = {key: list(setting.lacking("".join(texts.values()), have)) for key, texts in words.items()}
    assert {key: letters for key, letters in lacking.items() if letters} == {}
    files = sorted((ROOT / "hooks/plan/paper").glob("*.typ"))
    assert len(files) > 3
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert list(setting.lacking(text, have)) == [], path.name
        assert list(setting.lacking("•‣–", have)) == []
    assert list(setting.lacking((ROOT / "hooks/plan/html/tree.py").read_text(encoding="utf-8"), have)) == []


#: Languages of which the program knows how they are written, and for which it knows no face: they are on the web only.
WITHOUT_FACE = {"he"}


def test_how_a_language_is_written_can_be_printed_in_it() -> None:
    """The names of its months, its marks, its words for years: every letter is in its own faces or in those of all."""
    table = read_yaml(ROOT / "hooks/plan/model/languages.yml", "languages.yml").data
    assert isinstance(table, dict) and len(table["languages"]) > 15
    for code in table["languages"].keys() - WITHOUT_FACE:
        assert faces.missing(code) == (), code
        written = "".join(map(str, writing(code).model_dump(exclude={"staff_name"}).values()))
        assert list(setting.lacking(written, faces.known((code,)))) == [], code
    assert not any(map(faces.of_language, WITHOUT_FACE))
    names = "".join(writing(code).staff_name for code in table["languages"])
    assert list(setting.lacking(names, faces.known())) == []


def test_a_document_is_told_only_the_faces_that_it_needs() -> None:
    """Latin and Japanese take two; a letter that only another has brings that one."""

    def names(text: str) -> list[str]:
        return [face.name for face in faces.needed(frozenset(text), faces.order(["ja"]))]

    assert names("計画 Plan 2026") == ["BIZ UDPGothic", "BIZ UDGothic"]
    assert names("計画") == ["BIZ UDGothic"]
    assert names("𠮷野") == ["BIZ UDGothic", "Noto Sans JP"]
    assert names("Нгуєн") == ["Noto Sans"]
    assert names("計✔") == ["BIZ UDGothic", "Noto Sans Symbols 2"]


def test_a_picture_for_sharing_has_every_letter() -> None:
    """Runs of one face each; what no face has is the printers' mark for a missing type."""
    assert typefaces.runs("計画") == [("BIZ UDPGothic", "計画")]
    assert typefaces.runs("𠮷野✔葛\U000e0100") == [
        ("Noto Sans JP", "𠮷"), ("BIZ UDPGothic", "野"), ("Noto Sans Symbols 2", "✔"), ("BIZ UDPGothic", "葛"),
    ]  # fmt: skip
    assert typefaces.runs("Nguyễn Привет")[0][0] == "Noto Sans"
    drawn = {title: share_picture.draw(LINES | {"title": title}, PALETTE) for title in ("𠮷野", "野", "〓野", "🫠野")}
    assert len(set(drawn.values())) == 3
    assert drawn["🫠野"] == drawn["〓野"]
    apart = share_picture.draw(LINES | {"title": "か\u3099 ⼦"}, PALETTE)
    assert apart == share_picture.draw(LINES | {"title": "が 子"}, PALETTE)


def test_the_script_says_how_to_bring_its_packages() -> None:
    """Every package that it unpacks is named, with its version, in the commands at its head."""
    head = str(fonts.__doc__)
    for package in fonts.PACKAGES:
        name, version = re.fullmatch(r"(.+?)[_-]([0-9][0-9.]*(?:-[0-9]+)?)", package).groups()  # type: ignore[union-attr]
        said = name.replace("expo-google-fonts-", "@expo-google-fonts/")
        assert re.search(rf"{re.escape(said)}[=@]{re.escape(version)}", head), package
    usage = subprocess.run(
        [sys.executable, str(ROOT / "tests/tools/fonts.py")], capture_output=True, text=True, check=False
    )
    assert usage.returncode != 0 and "FOLDER" in usage.stderr
