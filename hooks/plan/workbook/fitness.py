"""Says why an Excel file is not worth opening: an old or locked one, one too large, columns that are merged to the end.

openpyxl makes an object of each cell, also of each that a merged range hides: a merged column takes it a minute, and
two million cells take several. So what would take long is counted in the file first.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from openpyxl.utils import range_boundaries

from plan.messages.findings import FileLine, Finding
from plan.messages.sentences import Said

_MEGABYTES = 200
#: Cells of all sheets, those with a format alone counted, and texts that cells share: some seconds' work.
_CELLS = 200_000
#: Merged cells that openpyxl may make; nobody merges so many on purpose.
_MERGED = 20_000
_CELL = re.compile(rb"<(?:\w+:)?(?:c|si)[ >/]")
_RANGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Za-z0-9:$]+)[\"']")


def unfit(path: Path) -> Finding | None:
    """Why a workbook is not to be opened. Raises OSError, or anything where it is no Excel file."""
    at = FileLine(path.name, 0)
    if not path.is_file():
        return Finding(at, "workbook-unreadable", {"reason": Said("reason-special")})
    with path.open("rb") as file:
        if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # what .xls files and locked workbooks begin with
            return Finding(at, "old-workbook")
    with zipfile.ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > _MEGABYTES * 1_000_000:
            return Finding(at, "workbook-too-large", {"limit": _MEGABYTES})
        cells = 0
        for part in parts.namelist():
            if part.endswith(".xml"):
                raw = parts.read(part)
                cells += sum(1 for _ in _CELL.finditer(raw))
                if wide := _merged(raw):
                    return Finding(at, "merged", wide)
    return Finding(at, "too-many-cells", {"limit": _CELLS, "found": cells}) if cells > _CELLS else None


def _merged(raw: bytes) -> Mapping[str, str] | None:
    """The range with which the merged cells of a sheet become too many."""
    count = 0
    for found in _RANGE.findall(raw):
        left, top, right, bottom = range_boundaries(found.decode().replace("$", ""))
        count += ((right or 16_384) - (left or 1) + 1) * ((bottom or 1_048_576) - (top or 1) + 1)
        if count > _MERGED:
            return {"range": found.decode()}
    return None
