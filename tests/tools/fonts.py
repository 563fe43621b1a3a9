"""Makes the fonts in hooks/plan/letters/fonts, and what stands beside them of their letters, from the packages.

python tests/tools/fonts.py FOLDER

FOLDER holds the packages of PACKAGES as they are distributed, brought by their own clients:

    apt-get download fonts-morisawa-bizud-gothic=1.05-2 unicode-data=15.0.0-1
    npm pack @expo-google-fonts/noto-sans@0.4.2 @expo-google-fonts/noto-sans-jp@0.4.3 \
        @expo-google-fonts/noto-sans-symbols-2@0.4.1

The same packages and the same fontTools give the same bytes. Hinting goes: a PDF would carry it, and no reader draws by
it; so do names but the family's and the version. What the faces before it have is left out of a face that stands behind
them, but for Noto Sans, in which whole words of other languages are set.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

LETTERS = Path(__file__).parents[2] / "hooks/plan/letters"
#: The packages by the beginnings of their files' names.
PACKAGES = (
    "fonts-morisawa-bizud-gothic_1.05-2", "unicode-data_15.0.0-1", "expo-google-fonts-noto-sans-0.4.2",
    "expo-google-fonts-noto-sans-jp-0.4.3", "expo-google-fonts-noto-sans-symbols-2-0.4.1",
)  # fmt: skip
_BIZ, _UNICODE, _SANS, _JAPANESE, _SYMBOLS = PACKAGES
#: What makes one shape of several letters that can be read apart: of use in no universal design.
_LIGATURES = ("liga", "clig", "calt")
#: The blocks of signs: arrows, forms, pictograms; chess, mahjong and the signs of old machines are left out.
_SIGNS = (range(0x2000, 0x2C00), range(0x1F300, 0x1F800))


def make(packages: Path) -> None:
    """Cut every font, then write which letters each face has, and of which ideograph a radical is the twin."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for package in PACKAGES:
            _unpack(next(packages.glob(f"{package}*")), folder / package)
        _cut_all(folder)
        _write_twins(folder / _UNICODE / "usr/share/unicode/EquivalentUnifiedIdeograph.txt")
    (LETTERS / "covered.txt").write_text(covered(LETTERS / "fonts"), encoding="ascii")


def _unpack(package: Path, folder: Path) -> None:
    folder.mkdir()
    if package.suffix == ".deb":
        subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)
    else:
        with tarfile.open(package) as content:
            content.extractall(folder, filter="data")


def _cut_all(folder: Path) -> None:
    biz = folder / _BIZ / "usr/share/fonts/truetype/bizud-gothic"
    have = _letters(biz / "BIZUDGothic-Regular.ttf")
    sans = _letters(_npm(folder, _SANS, "NotoSans", "Regular"))
    signs = {code for block in _SIGNS for code in block}
    for weight in ("Regular", "Bold"):
        for family in ("BIZUDGothic", "BIZUDPGothic"):
            _cut(biz / f"{family}-{weight}.ttf", None)
        _cut(_npm(folder, _SANS, "NotoSans", weight), None, f"NotoSans-{weight}")
        japanese = _npm(folder, _JAPANESE, "NotoSansJP", weight)
        _cut(japanese, _letters(japanese) - have - sans, f"NotoSansJP-{weight}")
    symbols = _npm(folder, _SYMBOLS, "NotoSansSymbols2", "Regular")
    have |= sans | _letters(japanese)
    _cut(symbols, (_letters(symbols) & signs) - have, "NotoSansSymbols2-Regular")


def _npm(folder: Path, package: str, family: str, weight: str) -> Path:
    style = {"Regular": "400Regular", "Bold": "700Bold"}[weight]
    return folder / package / "package" / style / f"{family}_{style}.ttf"


def _letters(font: Path) -> set[int]:
    return set(TTFont(font).getBestCmap())


def _cut(font: Path, letters: Collection[int] | None, name: str = "") -> None:
    """A font without its hinting, with all its letters and their variants or with some letters alone."""
    options = subset.Options(hinting=False, name_IDs=list(range(7)), notdef_outline=True)
    options.drop_tables += ["meta"]
    options.layout_features = [feature for feature in options.layout_features if feature not in _LIGATURES]
    read = subset.load_font(str(font), options)
    cutter = subset.Subsetter(options)
    selectors = {code for table in read["cmap"].tables if table.format == 14 for code in table.uvsDict}
    cutter.populate(unicodes=set(read.getBestCmap()) | selectors if letters is None else letters)
    cutter.subset(read)
    subset.save_font(read, str(LETTERS / "fonts" / f"{name or font.stem}.ttf"), options)


def covered(fonts: Path) -> str:
    """What covered.txt says: the letters that every weight of a face has, as ranges of code points, face by face."""
    families: dict[str, set[int]] = {}
    for font in sorted(fonts.glob("*.ttf")):
        family = str(TTFont(font)["name"].getDebugName(1))
        letters = _letters(font)
        families[family] = families.get(family, letters) & letters
    lines = ["# The letters that all weights of a face have, as ranges of code points; made by tests/tools/fonts.py."]
    by_letters: Callable[[str], list[int]] = lambda family: sorted(families[family])  # noqa: E731
    for letters, names in groupby(families, by_letters):
        lines += [f"= {', '.join(names)}", *(f"{first:04X}-{last:04X}" for first, last in _ranges(letters))]
    return "\n".join(lines) + "\n"


def _ranges(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0]):
        found = [code for _, code in run]
        yield found[0], found[-1]


#: The forms of JIS X 0208 in place of older ones, as Japanese is written: 戸 of 江戸.
_JIS = str.maketrans("戶靑黃黑", "戸青黄黒")


def _write_twins(source: Path) -> None:
    """The ideograph that looks like each radical, of those that have one, by Unicode's own table."""
    lines = ["# A radical and the ideograph that is set for it, by Unicode 15.0; made by tests/tools/fonts.py."]
    for line in source.read_text(encoding="utf-8").splitlines():
        codes, _, ideograph = line.partition("#")[0].partition(";")
        first, _, last = codes.strip().partition("..")
        if first and int(first, 16) < 0x31C0:  # strokes come after; nobody writes a word in those
            twin = ord(chr(int(ideograph, 16)).translate(_JIS))
            lines += [f"{code:04X} {twin:04X}" for code in range(int(first, 16), int(last or first, 16) + 1)]
    (LETTERS / "radicals.txt").write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    make(Path(sys.argv[1]))
