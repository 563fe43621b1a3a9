"""Pictures for sharing: whole words in the plan's colors, small, and the same words give the same bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from copies import ROOT
from PIL import Image
from plan.drawing import share_picture, typefaces

PALETTE = {"brand": "#104455", "on-brand": "#ffffff", "highlight": "#f0a020"}
LINES = {"city": "市", "plan": "計画", "title": "題", "after": "1 → 2", "note": "指標\n令和8年度"}
LONG = {
    "ja": "とても長い題でも右端を越えず、三行に収まらない分は省いたことが分かるように書きます。" * 4,
    "en": "A very long title stays within the picture, and what three lines cannot hold is said to be left out. " * 4,
    "wide letters": "W" * 10 + " " + "WWWWWWWW " * 20,
}


def drawn(**lines: str) -> Image.Image:
    """The picture of some lines, the others as usual."""
    return Image.open(io.BytesIO(share_picture.draw(LINES | lines, PALETTE)))


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many points of a part of the picture are not the ground."""
    counted = picture.convert("RGB").crop(box).getcolors(10**6) or []
    return sum(number for number, color in counted if color != (0x10, 0x44, 0x55))


def test_same_lines_same_bytes() -> None:
    """Also in a process with another time zone, locale and hash seed."""
    code = (
        "import sys; sys.path[:0] = ['hooks', 'tests', 'tests/tools']\n"
        "from plan.drawing import share_picture; from test_share_pictures import LINES, PALETTE\n"
        "sys.stdout.buffer.write(share_picture.draw(LINES, PALETTE))\n"
    )
    environment = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert other.stdout == share_picture.draw(LINES, PALETTE)


def test_it_has_the_size_that_services_ask_for_and_is_small() -> None:
    """1200 to 630, and no more than a phone loads at once."""
    assert drawn().size == share_picture.SIZE == (1200, 630)
    assert len(share_picture.draw(LINES | {"title": LONG["ja"], "note": LONG["ja"]}, PALETTE)) < 40_000


def test_every_shade_lies_between_the_ground_and_one_color() -> None:
    """No third color arises at the edge of a letter."""
    counted = drawn().convert("RGB").getcolors(10**6) or []
    colors = {color for _, color in counted if isinstance(color, tuple)}
    assert {(0x10, 0x44, 0x55), (255, 255, 255), (0xF0, 0xA0, 0x20)} <= colors
    assert 20 < len(colors) < 64
    for red, green, blue in colors:
        to_words = (red - 0x10) / (255 - 0x10)
        to_figure = (red - 0x10) / (0xF0 - 0x10)
        words = (0x44 + (255 - 0x44) * to_words, 0x55 + (255 - 0x55) * to_words)
        figure = (0x44 + (0xA0 - 0x44) * to_figure, 0x55 + (0x20 - 0x55) * to_figure)
        assert any(abs(green - g) <= 1 and abs(blue - b) <= 1 for g, b in (words, figure)), (red, green, blue)


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
@pytest.mark.parametrize("place", ["plan", "title", "note", "city"])
def test_long_words_stay_within_the_picture(place: str, words: str) -> None:
    """A line may go into the margin by the mark of what is left out, never further."""
    assert ink(drawn(**{place: words}), (1164, 0, 1200, 630)) == 0


@pytest.mark.parametrize(
    "figure", ["9,876,543,210億円 → " * 3, "W" * 90, "1,234,567 billion yen → 9,876,543 billion yen"]
)
def test_a_figure_is_set_smaller_and_never_cut(figure: str) -> None:
    """It ends within the margins, and its last letter is there."""
    picture = drawn(after=figure + "|")
    assert ink(picture, (1130, 370, 1200, 440)) == 0
    assert ink(picture, (72, 370, 1130, 440)) > ink(drawn(after=figure + " "), (72, 370, 1130, 440))


ORNAMENT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#c00000"/></svg>'
)


def with_ornament(**lines: str) -> Image.Image:
    """The picture of some lines beside an ornament that is all red."""
    return Image.open(io.BytesIO(share_picture.draw(LINES | lines, PALETTE, ornament=ORNAMENT))).convert("RGB")


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
@pytest.mark.parametrize("place", ["plan", "title", "note", "city", "after"])
def test_the_ornament_stands_where_lines_end_and_no_word_reaches_it(place: str, words: str) -> None:
    """From the top to the foot, in its own colors; the words keep clear of it."""
    picture = with_ornament(**{place: words})
    assert {color for _, color in picture.crop((990, 0, 1200, 630)).getcolors() or []} == {(0xC0, 0, 0)}
    assert ink(picture, (978, 0, 990, 630)) == 0


def test_of_a_script_from_the_right_the_ornament_stands_at_the_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words begin at the right, where the bar over the title is, too."""
    monkeypatch.setattr(typefaces, "from_the_right", lambda words: True)
    picture = with_ornament()
    assert picture.getpixel((5, 300)) == (0xC0, 0, 0)
    assert picture.getpixel((1120, 101)) == (0xF0, 0xA0, 0x20)
    assert picture.getpixel((80, 101)) == (0xC0, 0, 0)


def test_a_title_breaks_between_its_phrases_and_leaves_no_letter_alone() -> None:
    """As large letters do on pages; where a phrase has no room, as any other title."""
    letters = share_picture._Letters((), frozenset(), False, 870)
    said = "デジタルで、もっと近くに、もっと気持ちよく。一人一人のそばにいる市へ"
    parted = "デジタルで、／もっと近くに、／もっと気持ちよく。／一人一人の／そばにいる／市へ"
    lines, _ = share_picture._fitting({"title": said, "phrases": parted, "after": ""}, letters)
    assert "".join(lines) == said
    assert all(any(part.startswith(line[:3]) for part in parted.split("／")) for line in lines)
    assert share_picture._fitting({"title": "あ" * 60, "phrases": "あ" * 60, "after": ""}, letters)[0]
    title, _ = share_picture._fitting({"title": "介護認定調査・認定審査会DX事業", "after": "1"}, letters)
    assert len(title[-1]) >= 3
