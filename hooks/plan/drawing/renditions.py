"""Turns a picture of the plan into the sizes in which it is published, with nothing but its pixels.

Place, camera, author and notes go; colors are those of screens; a picture that lies on its side stands. The same file
gives the same bytes on every machine, so that each is made once and kept.
"""

from __future__ import annotations

import base64
import hashlib
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plan.drawing import digests
from plan.html import svg
from plan.letters.faces import FONTS
from plan.machine import store
from plan.reading.picture_files import DRAWN_IN, PictureFile

if TYPE_CHECKING:
    from PIL.Image import Image

#: How wide a picture is published beside its largest size: for a phone, and for a page on a usual screen.
WIDTHS = (480, 960)
#: A document that holds a drawing and nothing else.
_ALONE = b'#set document(title: "-")\n#image(bytes(sys.inputs.drawn), format: "svg", alt: "-")'
_ENDS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
#: How each kind is written; lossless WebP is not, whose bytes change with its library.
_SAVED: dict[str, dict[str, Any]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 82, "progressive": True, "optimize": True},
    "WEBP": {"quality": 82, "method": 4, "exact": False},
}


@dataclass(frozen=True)
class Rendition:
    """One published size of a picture: its published name, the file that holds it, its size."""

    name: str
    path: Path
    width: int
    height: int


@dataclass(frozen=True)
class Renditions:
    """All sizes of a picture, the smallest first, and the drawing that holds it on paper."""

    source: PictureFile
    sizes: tuple[Rendition, ...]
    paper: Path

    @property
    def made(self) -> bool:
        """Whether they are all there."""
        return store.holds(self.paper) and all(store.holds(size.path) for size in self.sizes)


def renditions(file: PictureFile, kept: Path) -> Renditions:
    """The sizes of a picture, made or not, in a folder that keeps them by content."""
    decided = f"{file.digest} {file.kind} {file.orientation} {file.size} {_made_by()}"
    key = hashlib.sha256(decided.encode()).hexdigest()[:32]
    stem = f"assets/pictures/{unicodedata.normalize('NFC', file.uri).rpartition('.')[0]}"
    width, height = file.size
    if file.kind == "SVG":
        drawn = kept / f"{key}.svg"
        return Renditions(file, (Rendition(f"{stem}.svg", drawn, width, height),), kept / f"{key}-paper.svg")
    sizes = [(narrow, max(1, round(height * narrow / width))) for narrow in WIDTHS if narrow < width]
    end = file.path.suffix.lower().lstrip(".")
    found = (
        Rendition(f"{stem}-{across}.{end}", kept / f"{key}-{across}.{_ENDS[file.kind]}", across, down)
        for across, down in (*sizes, (width, height))
    )
    return Renditions(file, tuple(found), kept / f"{key}-paper.svg")


def make(pictures: Sequence[Renditions]) -> list[tuple[str, str]]:
    """Make all sizes of some pictures; returns the addresses of those of which none can be made, each with the rule."""
    return [(one.source.uri, rule) for one in pictures if (rule := _make(one))]


def _make(one: Renditions) -> str:
    if one.source.kind == "SVG":
        drawn = one.source.path.read_text(encoding="utf-8-sig")
        on_paper = svg.rebuilt(drawn, DRAWN_IN)
        if not _is_set(on_paper):
            return "picture-not-on-paper"
        store.write(one.sizes[0].path, svg.rebuilt(drawn))
        store.write(one.paper, on_paper)
        return ""
    try:
        pixels = _pixels(one.source)
    except Exception:  # whatever a broken file makes a decoder stumble over
        return "broken-picture"
    written = b""
    for size in one.sizes:
        written = _saved(_scaled(pixels, size.width, size.height), one.source.kind)
        store.write(size.path, written)
    kind = one.source.kind
    if kind == "WEBP":  # the typesetter would keep it without any loss, in many times the bytes
        kind = "PNG" if pixels.mode == "RGBA" else "JPEG"
        written = _saved(_scaled(pixels, *one.source.size), kind)
    store.write(one.paper, _as_drawing(written, kind, *one.source.size))
    return ""


def _is_set(drawn: bytes) -> bool:
    """Whether the typesetter takes a drawing, alone: what it refuses later would stop documents without a place."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    try:
        _, warnings = typst.Compiler(_ALONE, font_paths=fonts).compile_with_warnings(
            sys_inputs={"drawn": drawn.decode()}, pdf_standards=["a-2a", "ua-1"], timestamp=0
        )
    except typst.TypstError:
        return False
    return not warnings


def _pixels(file: PictureFile) -> Image:
    """The pixels of a picture, upright, in the colors of screens, and nothing else of its file."""
    from PIL import Image

    with Image.open(file.path, formats=(file.kind,)) as image:
        image.load()
        clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        found = _in_screen_colors(_eight_bits(image), "RGBA" if clear else "RGB", image.info.get("icc_profile"))
    if file.orientation in _UPRIGHT:
        found = found.transpose(Image.Transpose(_UPRIGHT[file.orientation]))
    bare = Image.new(found.mode, found.size)
    bare.paste(found)
    return bare


#: What makes a picture upright, by how it lies in its file (EXIF 2.32, 4.6.4), as Pillow numbers its turns: mirrored
#: from side to side (0) or from top to bottom (1), turned to the left by a quarter (2), a half (3) or three (4),
#: mirrored at a diagonal (5, 6).
_UPRIGHT = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}


def _eight_bits(image: Image) -> Image:
    """A picture with 256 steps of light; in the formats that have more, the most is 65535."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (255 / 65535)).convert("L")


def _in_screen_colors(image: Image, mode: str, profile: bytes | None) -> Image:
    """A picture in sRGB, by the color profile that its file brings, if it brings a sound one."""
    from PIL import ImageCms

    if not profile or image.mode not in ("RGB", "RGBA", "L"):
        return image.convert(mode)
    try:
        ours, theirs = ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(io.BytesIO(profile))
        clear = image.getchannel("A") if image.mode == "RGBA" else None
        plain = image.convert("RGB") if clear else image
        turned = ImageCms.profileToProfile(plain, theirs, ours, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image.convert(mode)
    if turned is None:
        return image.convert(mode)
    if clear:
        turned.putalpha(clear)
    return turned.convert(mode)


def _scaled(image: Image, width: int, height: int) -> Image:
    from PIL import Image as Images

    if image.size == (width, height):
        return image
    return image.resize((width, height), Images.Resampling.LANCZOS, reducing_gap=3.0)


def _saved(image: Image, kind: str) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **_SAVED[kind])
    return written.getvalue()


def _as_drawing(raw: bytes, kind: str, width: int, height: int) -> bytes:
    """A drawing that holds a picture: the typesetter takes all pictures as such."""
    data = base64.b64encode(raw).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/{kind.lower()};base64,{data}"/></svg>'
    ).encode()


@cache
def _made_by() -> str:
    """The digest of what decides how sizes come out."""
    return digests.digest([Path(__file__), Path(svg.__file__)], ["pillow"])
