"""The sizes of a picture: upright, in every kind of pixel, made once, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from illustrations import diagram, photograph
from PIL import Image
from plan.drawing import renditions
from plan.reading.picture_files import PictureFile, picture_file


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
