"""Turns the content of one document into a PDF file.

This module imports next to nothing of the program: a worker process has only the typesetter to load.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from plan.letters.faces import FONTS
from plan.machine import whole_files
from plan.paper import fitting

if TYPE_CHECKING:
    import typst

PAPER = Path(__file__).parent
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


class TypesettingError(RuntimeError):
    """A document could not be set; the message names it and says why."""


def set_document(
    folder: Path,
    key: str,
    name: str,
    content: str,
    moment: int,
    pictures: Mapping[str, Path],
    fonts: tuple[Path, ...] = (),
) -> Path:
    """Set a document and keep it in `folder`; the file is called `<key>-<pages>.pdf`, or `<key>-<pages>-<left out>.pdf`
    where it is kept to so many pages and leaves so many cards out.

    `content` is JSON for paper/document.typ; `moment`, in seconds since 1970, is the date written into the file;
    `pictures` are the SVG files that stand in it, by the addresses among the content; `fonts` the folders of faces that
    are not shipped. Raises TypesettingError, also where the typesetter only warns.
    """
    if pictures:
        drawn = {address: path.read_text(encoding="utf-8") for address, path in pictures.items()}
        content = json.dumps(json.loads(content) | {"images": drawn}, ensure_ascii=False, sort_keys=True)
    pdf, left = fitting.fitted(content, lambda given: _compile(name, given, moment, fonts), _pages)
    return _keep(folder, key, pdf, left)


def refused(content: str, fonts: tuple[Path, ...]) -> str:
    """Why the typesetter refuses a content with its pictures, with these further fonts; nothing if it sets it."""
    try:
        _compile("", content, 0, fonts)
    except TypesettingError as error:
        return str(error)
    return ""


def _compile(name: str, content: str, moment: int, fonts: tuple[Path, ...]) -> bytes:
    import typst  # which whoever finds its documents set does without

    try:
        pdf, warnings = _compiler(fonts).compile_with_warnings(
            sys_inputs={"document": content}, pdf_standards=STANDARDS, timestamp=moment
        )
    except typst.TypstError as error:
        raise TypesettingError(f"{name}: {error.diagnostic or error.message}") from None
    if warnings:
        raise TypesettingError(f"{name}: {'; '.join(warning.message for warning in warnings)}")
    if not isinstance(pdf, bytes):
        raise TypesettingError(f"{name}: no PDF came")
    return pdf


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def kept(folder: Path, pdf: bytes) -> Path:
    """A document that was set before, kept in `folder` as `set_document` keeps one."""
    return _keep(folder, hashlib.sha256(pdf).hexdigest()[:32], pdf, 0)


def _keep(folder: Path, key: str, pdf: bytes, left: int) -> Path:
    path = folder / (f"{key}-{_pages(pdf)}-{left}.pdf" if left else f"{key}-{_pages(pdf)}.pdf")
    whole_files.write(path, pdf)
    return path


@cache
def _compiler(more: tuple[Path, ...]) -> typst.Compiler:
    import typst

    folders = [str(folder) for folder in (FONTS, *more)]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(PAPER / "document.typ", root=PAPER, font_paths=fonts)
