"""Pictures of chapters and cards: what is published of them, and how pages, search and documents show them."""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import page as validator
import pikepdf
import pymupdf
import pytest
from building import build
from copies import INVENTED, ROOT, copy_city, copy_plan, edit
from PIL import Image, ImageCms, PngImagePlugin
from plan.drawing import renditions
from plan.html import svg
from plan.machine.workers import there
from plan.publishing.current import Desk
from plan.reading.loader import load_plan
from plan.reading.picture_files import PictureFile, picture_file
from test_attachments import HOSTILE

SAID = {"ja": "総務課が進めます。", "en": "The General Affairs Division leads."}
CHAPTER = {"ja": "docs/plan/support.md", "en": "docs/plan/support.en.md"}
SHOWN = {
    "ja": """総務課が進めます。

![申請から交付へ進む図](../pictures/flow.png "手続の**流れ**")
出典：みなも町
: 箱が二つあります。

  - 申請の箱
  - 交付の箱

1. 来ます。

   ![窓口の建物](../pictures/counter.jpg)

![](../pictures/flow.png){decorative}
""",
    "en": """The General Affairs Division leads.

![From application to issue](../pictures/flow.png "The **course**")
Source: Minamo Town
: There are two boxes.

  - Application
  - Issue

1. Come.

   ![The building](../pictures/counter.jpg)

![](../pictures/flow.png){decorative}
""",
}
CARD = """pictures:
  - file: plan/route map.svg
    alt: {ja: バスの路線図, en: The route of the bus}
    caption: {ja: 路線, en: Route}
    source: {ja: 資料：交通係, en: "Source: transport"}
    description: {ja: "駅から。\\n\\n病院へ。", en: "From the station.\\n\\nTo the hospital."}
  - {file: pictures/shade.webp, alt: {ja: 淡い色, en: A pale color}}
"""
ROUTE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 300">
<path d="M40 220L600 90" style="stroke:#5a2a6e"/><text x="20" y="260" font-family="Meiryo">駅前</text></svg>"""
#: What files of pictures hold beside their pixels, and nobody is to read.
SECRETS = (
    b"SecretCam",
    b"Hanako",
    b"hidden comment",
    b"Taro",
    b"Exif",
    b"x:xmpmeta/",
    b"ICC_PROFILE",
    b"iCCP",
    b"tEXt",
    b"EXIF",
)
NEWLINE = re.compile(r"\s+")


def photograph(path: Path, width: int = 2400, height: int = 1600) -> None:
    """A picture of a sky over a field that lies on its side, with all that a telephone writes beside its pixels."""
    upright = Image.new("RGB", (width, height), (90, 160, 60))
    upright.paste((120, 170, 230), (0, 0, width, height // 2))
    found = Image.Exif()
    found[0x010F], found[0x013B], found[0x0112] = "SecretCam", "Hanako", 6
    found.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 12.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"exif": found, "comment": b"hidden comment", "icc_profile": profile, "xmp": b"<x:xmpmeta/>"}
    upright.transpose(Image.Transpose.ROTATE_90).save(path, "JPEG", quality=90, **more)


def diagram(path: Path) -> None:
    """A drawing on a clear ground, with the name of who drew it."""
    drawn = Image.new("RGBA", (1200, 500), (0, 0, 0, 0))
    drawn.paste((20, 60, 90, 255), (40, 150, 300, 330))
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Taro")
    drawn.save(path, "PNG", pnginfo=said)


def illustrated(folder: Path) -> Path:
    """The invented plan with pictures of every kind in a chapter and on a card, and the list of them."""
    (folder / "docs/pictures").mkdir()
    photograph(folder / "docs/pictures/counter.jpg")
    diagram(folder / "docs/pictures/flow.png")
    Image.new("RGB", (300, 200), (250, 240, 230)).save(folder / "docs/pictures/shade.webp", exif=b"Exif\0\0Hanako")
    (folder / "docs/plan/route map.svg").write_text(ROUTE, encoding="utf-8")
    for language, chapter in CHAPTER.items():
        edit(folder / chapter, SAID[language], SHOWN[language])
        edit(folder / chapter, "{{ projects }}", "{{ projects: individual }}")
    with (folder / "data/projects/one-counter.yml").open("a", encoding="utf-8") as card:
        card.write(CARD)
    edit(folder / "data/plan.yml", "office: general-affairs\n", "office: general-affairs\npicture_list: shown\n")
    return folder


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder, with the site that was built."""
    folder = illustrated(copy_city(tmp_path_factory.mktemp("pictures")))
    build(folder)
    return folder


# What is published -----------------------------------------------------------------


def test_pictures_are_published_in_sizes_with_nothing_but_their_pixels(city: Path) -> None:
    """Upright, no larger than a page needs, in each kind; of place, camera, author and words not a byte."""
    folder = city / "site/assets/pictures"
    sizes = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".svg":
            with Image.open(path) as picture:
                sizes[path.relative_to(folder).as_posix()] = picture.size
                assert not {"exif", "comment", "icc_profile", "xmp", "Author"} & set(picture.info)
            assert not [secret for secret in SECRETS if secret in path.read_bytes()], path
    assert sizes == {
        "pictures/counter-1600.jpg": (1600, 1067),
        "pictures/counter-480.jpg": (480, 320),
        "pictures/counter-960.jpg": (960, 640),
        "pictures/flow-1200.png": (1200, 500),
        "pictures/flow-480.png": (480, 200),
        "pictures/flow-960.png": (960, 400),
        "pictures/shade-300.webp": (300, 200),
    }
    with Image.open(folder / "pictures/counter-480.jpg") as picture:
        sky, field = picture.getpixel((240, 20)), picture.getpixel((240, 300))
        assert isinstance(sky, tuple) and isinstance(field, tuple)
        assert sky[2] > 200 > field[2]
    with Image.open(folder / "pictures/flow-480.png") as picture:
        assert picture.mode == "RGBA"
        assert picture.getpixel((1, 1)) == (0, 0, 0, 0)
    assert (folder / "plan/route map.svg").read_text(encoding="utf-8") == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 300">\n'
        '<path d="M40 220L600 90" stroke="#5a2a6e"></path>'
        '<text font-family="Meiryo" x="20" y="260">駅前</text></svg>'
    )
    assert not (city / "site/pictures").exists()
    assert not (city / "site/plan/route map.svg").exists()


def test_a_page_shows_a_picture_with_its_words(city: Path) -> None:
    """In several sizes, with room kept for it; numbered, with its source and its description; decorative in silence."""
    page = (city / "site/plan/support/index.html").read_text(encoding="utf-8")
    figures = re.findall(r"<figure class=\"picture\".*?</figure>", page, re.DOTALL)
    assert len(figures) == 3
    way = "../../assets/pictures/pictures"
    assert figures[0] == (
        f'<figure class="picture" id="figure-1"><img src="{way}/flow-960.png" srcset="{way}/flow-480.png 480w, '
        f'{way}/flow-960.png 960w, {way}/flow-1200.png 1200w" sizes="(max-width: 48em) 100vw, 46rem" width="1200" '
        'height="500" alt="申請から交付へ進む図" loading="lazy" decoding="async"><figcaption>\n'
        '<p class="picture-caption"><b>図1</b> 手続の<strong>流れ</strong></p>\n'
        '<p class="picture-source">出典：みなも町</p>\n'
        '<details class="picture-description">\n<summary>図の説明</summary>\n<p>箱が二つあります。</p>\n'
        "<ul>\n<li>申請の箱</li>\n<li>交付の箱</li>\n</ul>\n</details>\n</figcaption>\n</figure>"
    )
    assert 'alt="窓口の建物"' in figures[1]
    assert "figcaption" not in figures[1]
    assert 'alt=""' in figures[2]
    english = (city / "site/en/plan/support/index.html").read_text(encoding="utf-8")
    assert "<b>Figure 1</b> The <strong>course</strong>" in english
    assert "<summary>What the picture shows</summary>" in english


def test_a_card_shows_its_pictures(city: Path) -> None:
    """After its content, with the number that follows those of the chapters."""
    for language, page, words in (("ja", "", "<b>図2</b> 路線"), ("en", "en/", "<b>Figure 2</b> Route")):
        text = (city / f"site/{page}projects/one-counter/index.html").read_text(encoding="utf-8")
        assert words in text, language
        assert 'assets/pictures/plan/route%20map.svg" width="640" height="300"' in text
        assert text.index('id="content"') < text.index('id="figure-2"') < text.index('id="classification"')


def test_a_city_may_list_its_pictures(city: Path) -> None:
    """Those with a caption, on a page and behind the contents of a document; without the word in plan.yml nowhere."""
    text = (city / "site/en/list-of-figures/index.html").read_text(encoding="utf-8")
    found = re.findall(r'<li><a href="([^"]*)"><b>([^<]*)</b> ([^<]*)</a></li>', text)
    assert found == [
        ("../plan/support/#figure-1", "Figure 1", "The course"),
        ("../projects/one-counter/#figure-2", "Figure 2", "Route"),
    ]
    with pymupdf.open(city / "site/pdf/ja/whole.pdf") as document:
        listed = document[1].get_text().replace("\n", " ")
        assert re.search(r"図の一覧 図1 手続の流れ \d+ 図2 路線 \d+", listed)
        for number in re.findall(r"図\d [^\d]+(\d+)", listed.partition("図の一覧")[2]):
            assert re.search(r"図\d ", document[int(number) - 1].get_text())
    folder = copy_plan(city.parent / "unlisted" / "x")
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    assert desk.site
    assert "list-of-figures" not in desk.site.records


def test_a_search_finds_what_a_picture_says(city: Path) -> None:
    """Its alternative text, its caption and its description stand in the index."""
    script = (city / "site/assets/search.ja.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("window.planIndex=").removesuffix(";\n"))
    said = {page[0]: page[3] for page in index["pages"]}
    for words in ("申請から交付へ進む図", "手続の 流れ", "出典：みなも町", "箱が二つあります。", "窓口の建物"):
        assert words in said["plan/support/"]
    for words in ("バスの路線図", "路線", "病院へ。"):
        assert words in said["projects/one-counter/"]


# Paper ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ja/whole", "en/part-plan", "ja/projects/one-counter"])
def test_a_document_has_its_pictures_as_tagged_figures(city: Path, name: str) -> None:
    """It is valid PDF/UA-1 and PDF/A-2a; each picture says what it shows; a decorative one is no part of the text."""
    path = city / f"site/pdf/{name}.pdf"
    for profile in ("PDF/UA-1", "PDF/A-2a"):
        assert validator.validate_pdf(str(path), profile=profile).failures == []
    with pikepdf.open(path) as document:
        told = [
            str(item.get("/Alt"))
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name("/Figure")
        ]
        raw = b"".join(item.read_raw_bytes() for item in document.objects if isinstance(item, pikepdf.Stream))
    language = name[:2]
    card = {"ja": ["バスの路線図", "淡い色"], "en": ["The route of the bus", "A pale color"]}[language]
    chapter = {"ja": ["申請から交付へ進む図", "窓口の建物"], "en": ["From application to issue", "The building"]}
    for alt in card if "projects" in name else [*chapter[language], *card]:
        assert told.count(alt) == 1
    assert not [secret for secret in SECRETS if secret in raw]


def test_a_document_says_what_stands_under_a_picture(city: Path) -> None:
    """Number, caption, source and description, with the numbers of the site."""
    with pymupdf.open(city / "site/pdf/ja/whole.pdf") as document:
        text = NEWLINE.sub(" ", " ".join(page.get_text() for page in document))
    assert "図1 手続の流れ 出典：みなも町 図の説明 箱が二つあります。" in text
    assert "図2 路線 資料：交通係 図の説明 駅から。 病院へ。" in text


# What is looked at ---------------------------------------------------------------------


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
    assert [str(finding) for finding in desk.findings] == [
        "docs/plan/x.svg: この絵はPDFに載せられません。絵のソフトで「プレーンSVG」に書き出し直すか、"
        "PNGで保存し直してください / this picture "
        "cannot be set in a PDF; export it anew as plain SVG, or save it as PNG"
    ]
    assert desk.site is None
    monkeypatch.undo()
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
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
    assert [str(finding) for finding in desk.findings] == [
        "docs/plan/x.png: 絵のファイルが壊れているか、途中で切れています。元のファイルを置き直してください / "
        "the file of this picture is broken or cut off; put the original here again"
    ]
    assert desk.site is None
    diagram(folder / "docs/plan/x.png")
    desk.refresh()
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
    assert desk.findings == ()
    assert [str(point) for point in desk.notices] == [
        "docs/plan/x.jpg: 大きな絵なので、縮めて公開します（元: 2400×1600、公開: 1600×1067画素） / "
        "a large picture; it is published smaller: 2400×1600 here, 1600×1067 pixels there"
    ]


# How sizes are made ------------------------------------------------------------------------


def made(path: Path, kept: Path) -> renditions.Renditions:
    """The sizes of a picture, made."""
    file = picture_file(path, path.name, "docs")
    assert isinstance(file, PictureFile)
    found = renditions.renditions(file, kept)
    assert renditions.make([found]) == []
    return found


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation: int, tmp_path: Path) -> None:
    """Whichever way a camera was held: as other programs show it."""
    from PIL import ImageOps

    picture = Image.new("RGB", (60, 40), (255, 255, 255))
    picture.paste((200, 30, 30), (0, 0, 20, 10))
    found = Image.Exif()
    found[0x0112] = orientation
    picture.save(tmp_path / "x.png", exif=found)
    with Image.open(tmp_path / "x.png") as written:
        expected = ImageOps.exif_transpose(written).convert("RGB")
    published = made(tmp_path / "x.png", tmp_path / "kept").sizes[-1]
    with Image.open(published.path) as shown:
        assert shown.size == (published.width, published.height) == expected.size
        assert shown.convert("RGB").tobytes() == expected.tobytes()


@pytest.mark.parametrize(
    ("picture", "mode", "pixel"),
    [
        (Image.new("I;16", (4, 4), 65535), "RGB", (255, 255, 255)),
        (Image.new("1", (4, 4), 1), "RGB", (255, 255, 255)),
        (Image.new("LA", (4, 4), (128, 0)), "RGBA", (128, 128, 128, 0)),
        (Image.new("P", (4, 4), 0), "RGB", (0, 0, 0)),
    ],
    ids=["sixteen-bits", "black-and-white", "clear-gray", "palette"],
)
def test_every_kind_of_pixel_is_shown(picture: Image.Image, mode: str, pixel: tuple[int, ...], tmp_path: Path) -> None:
    """As color or gray of eight bits, clear where it was clear."""
    picture.save(tmp_path / "x.png")
    with Image.open(made(tmp_path / "x.png", tmp_path).sizes[0].path) as shown:
        assert (shown.mode, shown.getpixel((1, 1))) == (mode, pixel)


def test_a_broken_color_profile_spoils_nothing(tmp_path: Path) -> None:
    """The colors are then those that the file names."""
    Image.new("RGB", (4, 4), (200, 30, 30)).save(tmp_path / "x.png", icc_profile=b"no profile")
    with Image.open(made(tmp_path / "x.png", tmp_path).sizes[0].path) as shown:
        assert shown.getpixel((1, 1)) == (200, 30, 30)


def test_a_picture_is_made_once(tmp_path: Path) -> None:
    """The same content under another name is there already; other content is not."""
    diagram(tmp_path / "a.png")
    found = made(tmp_path / "a.png", tmp_path / "kept")
    (tmp_path / "a.png").rename(tmp_path / "b.png")
    again = picture_file(tmp_path / "b.png", "b.png", "docs")
    assert isinstance(again, PictureFile)
    assert renditions.renditions(again, tmp_path / "kept").made
    assert [size.path for size in renditions.renditions(again, tmp_path / "kept").sizes] == [
        size.path for size in found.sizes
    ]
    Image.new("RGB", (9, 9)).save(tmp_path / "b.png")
    other = picture_file(tmp_path / "b.png", "b.png", "docs")
    assert isinstance(other, PictureFile)
    assert not renditions.renditions(other, tmp_path / "kept").made


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    """A site can be built again to the byte."""
    photograph(tmp_path / "x.jpg", 700, 500)
    first, second = (made(tmp_path / "x.jpg", tmp_path / folder) for folder in ("one", "two"))
    assert [size.path.read_bytes() for size in first.sizes] == [size.path.read_bytes() for size in second.sizes]
    assert first.paper.read_bytes() == second.paper.read_bytes()


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
