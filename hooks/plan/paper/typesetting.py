"""Turns the content of one document into a PDF file, once for each content.

This module imports next to nothing of the program: a worker process has only the typesetter to load.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path

import typst

from plan.machine import whole_files

_PAPER = Path(__file__).parent
_FONTS = Path(__file__).parents[1] / "drawing/fonts"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


class TypesettingError(RuntimeError):
    """A document could not be set; the message names it and says why."""


def set_document(folder: Path, name: str, content: str, moment: int) -> Path:
    """The PDF of a document in `folder`, set now if this content was never set before.

    The file is called `<digest of the content>-<pages>.pdf`. `content` is JSON for paper/document.typ; `moment`, in
    seconds since 1970, is the date written into the file. Raises TypesettingError, also where the typesetter only
    warns.
    """
    digest = hashlib.sha256(f"{content}{moment}{program()}".encode()).hexdigest()[:32]
    found = next(folder.glob(f"{digest}-*.pdf"), None)
    return found or _keep(folder, digest, _compile(name, content, moment))


def _compile(name: str, content: str, moment: int) -> bytes:
    try:
        pdf, warnings = _compiler().compile_with_warnings(
            sys_inputs={"document": content}, pdf_standards=STANDARDS, timestamp=moment
        )
    except typst.TypstError as error:
        raise TypesettingError(f"{name}: {error.diagnostic or error.message}") from None
    if warnings:
        raise TypesettingError(f"{name}: {'; '.join(warning.message for warning in warnings)}")
    if not isinstance(pdf, bytes):
        raise TypesettingError(f"{name}: no PDF came")
    return pdf


def _keep(folder: Path, digest: str, pdf: bytes) -> Path:
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    path = folder / f"{digest}-{pages}.pdf"
    whole_files.write(path, pdf)
    return path


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
    return typst.Compiler(_PAPER / "document.typ", root=_PAPER, font_paths=fonts)


@cache
def program() -> str:
    """A digest of what else decides how a document looks: the typesetter, its templates, the fonts."""
    digest = hashlib.sha256(version("typst").encode())
    for path in sorted([*_PAPER.glob("*.typ"), *_FONTS.glob("*.ttf")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
