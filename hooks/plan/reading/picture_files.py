"""Looks at the file of a picture before anything is made of it: whether it is one, of which kind, how large.

Its pixels are not decoded here, which takes time: the process that makes the published sizes does it, once for each
content (`drawing.renditions`). A picture that is cut off is found all the same, by how its format ends.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from plan.html import svg
from plan.letters.faces import letters_of
from plan.messages.disk import reason
from plan.messages.findings import FileLine, Finding
from plan.reading.files import decoded, too_large

if TYPE_CHECKING:
    from PIL.Image import Image

#: The kinds of pictures by the ends of their names, as Pillow calls them; a drawing is read by this program itself.
KINDS: Mapping[str, str] = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".svg": "SVG"}
#: What a file that is called a picture may hold, as far as it is tried: what is published, or mistaken for it.
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
#: A larger file, or one of more pixels, is a slip, or made to take the machine's memory.
MAX_BYTES, MAX_DRAWING, MAX_PIXELS = 30_000_000, 2_000_000, 50_000_000
#: A picture that is wider or higher is published smaller: twice as wide as the text, and two screens high.
WIDEST, HIGHEST = 1600, 2400
#: The face of words in a drawing on paper; where it lacks a letter, the typesetter looks in no other.
DRAWN_IN = "BIZ UDPGothic"
_HUGE = {"pixels": f"{MAX_PIXELS:,}"}
_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)


@dataclass(frozen=True)
class PictureFile:
    """A picture of the plan: its address under docs/, its file, what it is; its size as it is seen, upright."""

    uri: str
    path: Path
    kind: str
    width: int
    height: int
    digest: str
    orientation: int = 1
    """How it lies in its file, by EXIF."""

    @property
    def size(self) -> tuple[int, int]:
        """The largest size in which it is published."""
        scale = 1.0 if self.kind == "SVG" else min(1, WIDEST / self.width, HIGHEST / self.height)
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


def picture_file(path: Path, uri: str, folder: str) -> PictureFile | list[Finding]:
    """A picture under `docs/`, which messages call `folder`, or what is wrong with it."""
    at = FileLine(f"{folder}/{uri}", 0)
    kind = KINDS[path.suffix.lower()]
    limit = MAX_DRAWING if kind == "SVG" else MAX_BYTES
    try:
        if (size := path.stat().st_size) > limit:
            return [Finding(at, "too-large", too_large(at.file, size, limit).details)]
        raw = path.read_bytes()
    except OSError as error:
        return [Finding(at, "unreadable", {"reason": reason(error)})]
    digest = hashlib.sha256(raw).hexdigest()
    if kind == "SVG":
        return _drawing(PictureFile(uri, path, kind, 0, 0, digest), raw, at.file)
    return _photograph(PictureFile(uri, path, kind, 0, 0, digest), raw, at)


def _drawing(file: PictureFile, raw: bytes, name: str) -> PictureFile | list[Finding]:
    text = decoded(raw, name)
    if isinstance(text, Finding):
        return [text]
    if faults := svg.picture_faults(text, name):
        return list(faults)
    size = svg.size(text)
    if size is None:
        return [Finding(FileLine(name), "svg-without-size")]
    if lacking := list(_lacking_letters(text, name)):
        return lacking
    return PictureFile(file.uri, file.path, file.kind, *size, file.digest)


def _lacking_letters(text: str, name: str) -> Iterator[Finding]:
    have = letters_of(DRAWN_IN) | frozenset("\n\t")
    for line, words in svg.said(text):
        if lacking := dict.fromkeys(letter for letter in words if letter not in have):
            codes = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in lacking)
            yield Finding(FileLine(name, line), "letter-in-picture", {"letters": codes})


def _photograph(file: PictureFile, raw: bytes, at: FileLine) -> PictureFile | list[Finding]:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of broken data in an old format of EXIF, which is left out
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw), formats=_FORMATS) as image:
                width, height, orientation = *image.size, _orientation(image)
                if fault := _fault(image, file.kind, raw):
                    return [Finding(at, *fault)]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return [Finding(at, "huge-picture", _HUGE)]
    except UnidentifiedImageError:
        return [Finding(at, "no-picture")]
    except Exception:  # whatever a broken file makes a decoder stumble over, it is the file that is broken
        return [Finding(at, "broken-picture")]
    if orientation in _SIDEWAYS:
        width, height = height, width
    return PictureFile(file.uri, file.path, file.kind, width, height, file.digest, orientation)


def _fault(image: Image, kind: str, raw: bytes) -> tuple[str, Mapping[str, object]] | None:
    """The rule against a picture, with its details."""
    found = "JPEG" if image.format == "MPO" else str(image.format)  # a JPEG of a phone that holds a second one
    if found != kind:
        return "other-picture-inside", {"kind": kind, "found": found}
    if image.width * image.height > MAX_PIXELS:
        return "huge-picture", _HUGE
    if image.mode == "CMYK":
        return "cmyk-picture", {}
    if image.format != "MPO" and getattr(image, "is_animated", False):
        return "animated-picture", {}
    if not _ends(image, raw):
        return "broken-picture", {}
    return None


def _ends(image: Image, raw: bytes) -> bool:
    """Whether a picture is there up to its end."""
    if image.format == "PNG":
        image.verify()  # by the sums of its parts; raises
        return True
    if image.format == "WEBP":
        return len(raw) >= int.from_bytes(raw[4:8], "little") + 8
    at = 2
    while raw[at : at + 1] == b"\xff" and raw[at + 1 : at + 2] != b"\xda":  # from part to part to where pixels begin
        at += 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
    return raw.find(b"\xff\xd9", at) > 0


def _orientation(image: Image) -> int:
    from PIL.Image import Exif

    found = Exif()
    try:
        found.load(image.info.get("exif", b""))
        return int(found.get(_ORIENTATION, 1))
    except Exception:  # broken data about a picture is left out with all other
        return 1
