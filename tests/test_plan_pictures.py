"""Pictures of chapters and cards: what is published of them, and how pages, search and documents show them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import page as validator
import pikepdf
import pytest
from building import build
from copies import ROOT, copy_city, copy_plan
from illustrations import NEWLINE, SECRETS, illustrated
from pdf_files import open_pdf
from PIL import Image
from plan.publishing.current import Desk


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
        assert text.index('id="content"') < text.index('id="figure-2"') < text.index('id="details"')


def test_a_city_may_list_its_pictures(city: Path) -> None:
    """Those with a caption, on a page and behind the contents of a document; without the word in plan.yml nowhere."""
    text = (city / "site/en/list-of-figures/index.html").read_text(encoding="utf-8")
    found = re.findall(r'<li><a href="([^"]*)"><b>([^<]*)</b> ([^<]*)</a></li>', text)
    assert found == [
        ("../plan/support/#figure-1", "Figure 1", "The course"),
        ("../projects/one-counter/#figure-2", "Figure 2", "Route"),
    ]
    with open_pdf(city / "site/pdf/ja/whole.pdf") as document:
        listed = document[1].get_text().replace("\n", " ")
        assert re.search(r"図の一覧 図1 手続の流れ \d+ 図2 路線 \d+", listed)
        for number in re.findall(r"図\d [^\d]+(\d+)", listed.partition("図の一覧")[2]):
            assert re.search(r"図\d ", document[int(number) - 1].get_text())
    folder = copy_plan(city.parent / "unlisted" / "x")
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert desk.site
    assert "list-of-figures" not in desk.site.records


def test_a_search_finds_what_a_picture_says(city: Path) -> None:
    """Its alternative text, its caption and its description stand in the index."""
    script = (city / "site/assets/search.ja.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("window.planIndex=").removesuffix(";\n"))
    said = {page[0]: page[3] for page in index["pages"]}
    for words in ("申請から交付へ進む図", "手続の流れ", "出典：みなも町", "箱が二つあります。", "窓口の建物"):
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
    with open_pdf(city / "site/pdf/ja/whole.pdf") as document:
        text = NEWLINE.sub(" ", " ".join(page.get_text() for page in document))
    assert "図1 手続の流れ 出典：みなも町 図の説明 箱が二つあります。" in text
    assert "図2 路線 資料：交通係 図の説明 駅から。 病院へ。" in text
