"""Turns the content of one document into a PDF file; run as a program, one after another as they are asked for.

This module imports nothing of the program: a worker process has only the typesetter to load. The typesetter keeps
threads of its own, so a worker is started anew and never forked.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

import typst

_PAPER = Path(__file__).with_name("paper")
_FONTS = Path(__file__).with_name("fonts")
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
    kept = next(folder.glob(f"{digest}-*.pdf"), None)
    return kept or _keep(folder, digest, _compile(name, content, moment))


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
    kept = folder / f"{digest}-{pages}.pdf"
    aside = kept.with_suffix(f".{os.getpid()}.tmp")  # a killed build leaves no half document
    aside.write_bytes(pdf)
    aside.replace(kept)
    return kept


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


def work() -> None:
    """Set the documents that come as lines of JSON, each `[folder, name, content, moment]`; answer each with a line.

    The answer is `["", path]`, or `[what is wrong, ""]`.
    """
    for line in sys.stdin:
        folder, name, content, moment = json.loads(line)
        try:
            answer = ["", str(set_document(Path(folder), name, content, moment))]
        except TypesettingError as error:
            answer = [str(error), ""]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    work()
