"""What is looked at in the files of pictures before anything is built, and what is told of them."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from copies import INVENTED, ROOT, copy_plan, edit
from illustrations import CHAPTER, ROUTE, SAID, diagram, photograph
from PIL import Image
from plan.drawing import renditions
from plan.html import svg
from plan.machine.workers import there
from plan.publishing.current import Desk
from plan.reading.loader import load_plan
from plan.reading.picture_files import PictureFile, picture_file
from test_attachments import HOSTILE


def in_chapter(folder: Path, name: str, content: bytes) -> Path:
    """The invented plan with a picture beside a chapter that shows it in each language."""
    copy_plan(folder)
    (folder / "docs/plan" / name).write_bytes(content)
    for language, chapter in CHAPTER.items():
        edit(folder / chapter, SAID[language], f"{SAID[language]}\n\n![{SAID[language]}]({name})")
    return folder


@pytest.mark.parametrize("picture", HOSTILE)
def test_a_drawing_that_does_more_than_draw_is_no_picture(picture: str, tmp_path: Path) -> None:
    """Whatever runs, moves or asks another host for something is refused in one sentence."""
    folder = in_chapter(tmp_path, "x.svg", picture.encode())
    [finding] = load_plan(folder / "data", folder / "docs").findings
    assert (finding.place(), finding.rule) == ("docs/plan/x.svg:1", "not-only-drawn")
    assert finding.details == {"found": f"'{HOSTILE[picture]}'"}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (ROUTE.encode("utf-16"), "not-utf8"),
        (b"no picture at all", "no-svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 9'/>", "svg-without-size"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 1e9'/>", "svg-without-size"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 4000, "not-only-drawn"),
        (b" " * 2_000_001, "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_drawing_is_told(content: bytes, rule: str, tmp_path: Path) -> None:
    """In another encoding, without a size, too deep, too large: each has its sentence."""
    folder = in_chapter(tmp_path, "x.svg", content)
    assert [finding.rule for finding in load_plan(folder / "data", folder / "docs").findings] == [rule]


SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
SHAPE = "<path id='m' d='M0 0'/>"


@pytest.mark.parametrize(
    ("drawn", "line"),
    [
        (f"{SHAPE}<use href='#m'/>" + "<rect clip-path='url(#m)'/>" * 9_000, None),
        ("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>", None),
        ("<pattern id='a'><rect fill='url(#a)'/></pattern><rect fill='url(#a)'/>", None),
        (f"{SHAPE}\n" + "<use href='#m'/>" * 20_000, None),
        (f"{SHAPE}\n" + "<use href='#m'/>" * 20_001, 2),
        (f"<marker id='a'>{SHAPE}</marker>\n<path marker-mid='url(#a)' d='{'M1 2' * 10_001}'/>", 2),
        (f"<mask id='a'>{SHAPE * 150}</mask>\n\n<g fill='url(#a)'>{'<rect/>' * 150}</g>", 3),
        (f"{SHAPE}<g id='m'>{SHAPE * 20_000}</g>\n<use href='#m'/>", 2),
        ("".join(f"\n<g id='n{n}'><use href='#n{n - 1}'/></g>" for n in range(40)), 33),
    ],
    ids=["many", "circle", "self", "most", "more", "corners", "inherited", "twice", "deep"],
)
def test_what_a_drawing_draws_again_is_counted(drawn: str, line: int | None) -> None:
    """Shapes, patterns, markers at each corner, in masks; a circle is no growth. The line is that which is too much."""
    found = svg.picture_faults(f"{SVG}{drawn}</svg>", "x.svg")
    assert [(one.rule, one.line) for one in found] == ([("repeating-picture", line)] if line else [])


def test_what_the_typesetter_refuses_is_told_at_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any document is set, which would say neither the file nor what to do; and nothing of it is kept."""
    monkeypatch.setattr(renditions, "_is_set", lambda drawn: False)
    monkeypatch.setattr("plan.machine.workers.Workers.submit", lambda self, function, *given: there(function(*given)))
    folder = in_chapter(tmp_path, "x.svg", ROUTE.encode())
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert [str(finding) for finding in desk.findings] == [
        "docs/plan/x.svg: この絵はPDFに載せられません。絵のソフトで「プレーンSVG」に書き出し直すか、"
        "PNGで保存し直してください / this picture "
        "cannot be set in a PDF; export it anew as plain SVG, or save it as PNG"
    ]
    assert desk.site is None
    monkeypatch.undo()
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert desk.site


def test_a_drawing_is_tried_as_paper_has_it() -> None:
    """One that paper takes, and one that it does not."""
    assert renditions._is_set(svg.rebuilt(ROUTE, "BIZ UDPGothic"))
    assert not renditions._is_set(b"<svg>")


def test_what_drawing_programs_write_of_all_that_they_know_is_no_fault() -> None:
    """What is as it would be anyway is left out; what changes the drawing stays, or is refused."""
    style = (
        "font-style:normal;font-variant:normal;font-size:12px;line-height:1.25;font-family:Meiryo;"
        "-inkscape-font-specification:Meiryo;font-variant-ligatures:normal;text-align:start;writing-mode:vertical-rl;"
        "white-space:pre;shape-inside:url(#r);mix-blend-mode:normal;solid-opacity:1;fill:#000000"
    )
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text style="{style}">駅</text></svg>'
    assert svg.picture_faults(text, "x.svg") == ()
    assert svg.rebuilt(text).decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text fill="#000000" font-family="Meiryo" '
        'font-size="12px" font-style="normal" font-variant="normal" writing-mode="vertical-rl">駅</text></svg>'
    )
    assert 'font-family="BIZ UDPGothic"' in svg.rebuilt(text, "BIZ UDPGothic").decode()
    for other in ("mix-blend-mode:multiply", "filter:url(#f)", "transform:scale(2)"):
        [finding] = svg.picture_faults(text.replace("mix-blend-mode:normal", other), "x.svg")
        assert finding.details["found"] == f"'{other.replace(':', ': ')}'"


def bare_png(width: int, height: int, pixels: bytes) -> bytes:
    """A PNG file of a size, in black and white, with whatever bytes where its pixels are."""
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


@pytest.mark.parametrize(("width", "rules"), [(7142, []), (7143, ["huge-picture"]), (99_999, ["huge-picture"])])
def test_a_picture_has_a_largest_number_of_pixels(width: int, rules: list[str], tmp_path: Path) -> None:
    """Fifty millions, which its first bytes tell: nobody decodes more."""
    folder = in_chapter(tmp_path, "x.png", bare_png(width, 7000, b""))
    assert [finding.rule for finding in load_plan(folder / "data", folder / "docs").findings] == rules


def test_pixels_that_cannot_be_read_are_told_before_anything_is_built(tmp_path: Path) -> None:
    """What only decoding shows is found when the sizes are made; the site of before stays what is shown."""
    folder = in_chapter(tmp_path, "x.png", bare_png(9, 9, b"nothing that unpacks"))
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert [str(finding) for finding in desk.findings] == [
        "docs/plan/x.png: 絵のファイルが壊れているか、途中で切れています。元のファイルを置き直してください / "
        "the file of this picture is broken or cut off; put the original here again"
    ]
    assert desk.site is None
    diagram(folder / "docs/plan/x.png")
    desk.refresh()
    desk.complete()
    assert desk.findings == ()
    assert desk.site


def test_a_large_picture_is_published_smaller_and_that_is_said(tmp_path: Path) -> None:
    """Both sizes are told, to whoever builds and in the inspection; it stops nothing."""
    copy_plan(tmp_path)
    photograph(tmp_path / "docs/plan/x.jpg")
    for language, chapter in CHAPTER.items():
        edit(tmp_path / chapter, SAID[language], f"{SAID[language]}\n\n![{SAID[language]}](x.jpg)")
    desk = Desk(tmp_path, tmp_path / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert desk.findings == ()
    assert [str(point) for point in desk.notices] == [
        "docs/plan/x.jpg: 大きな絵なので、縮めて公開します（元: 2400×1600、公開: 1600×1067画素） / "
        "a large picture; it is published smaller: 2400×1600 here, 1600×1067 pixels there"
    ]


def test_what_a_computer_lays_under_docs_is_said_and_not_published(tmp_path: Path) -> None:
    """Whoever builds reads that it is left out; it stops nothing."""
    copy_plan(tmp_path)
    for name in ("Thumbs.db", ".hidden.docx"):
        (tmp_path / "docs" / name).write_bytes(b"x")
    desk = Desk(tmp_path, tmp_path / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert desk.findings == ()
    said = (
        "パソコンや編集ソフトが作ったもので、公開されません。取り除いてもかまいません / "
        "was made by the computer or an editor and is never published; it may be deleted"
    )
    assert [str(point) for point in desk.notices] == [f"docs/.hidden.docx: {said}", f"docs/Thumbs.db: {said}"]


def test_a_plan_without_pictures_pays_nothing() -> None:
    """Nothing that decodes pictures is loaded to read it."""
    code = (
        "import sys, pathlib\nfrom plan.reading.loader import load_plan\n"
        "root = pathlib.Path(sys.argv[1])\nloaded = load_plan(root / 'data', root / 'docs')\n"
        "assert loaded.plan and not loaded.pictures\nprint('PIL' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, str(INVENTED)], cwd=ROOT / "hooks", capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"


def test_cut_off_files_are_told_by_their_ends(tmp_path: Path) -> None:
    """Each format that is cut at any place after its head."""
    for kind in ("JPEG", "WEBP", "PNG"):
        written = io.BytesIO()
        Image.effect_noise((64, 64), 90).convert("RGB").save(written, kind)
        whole = written.getvalue()
        end = {"JPEG": "jpg", "WEBP": "webp", "PNG": "png"}[kind]
        path = tmp_path / f"x.{end}"
        path.write_bytes(whole)
        assert isinstance(picture_file(path, path.name, "docs"), PictureFile)
        for share in (0.5, 0.9, 0.99):
            path.write_bytes(whole[: int(len(whole) * share)])
            found = picture_file(path, path.name, "docs")
            assert isinstance(found, list)
            assert [finding.rule for finding in found] == ["broken-picture"], (kind, share)
