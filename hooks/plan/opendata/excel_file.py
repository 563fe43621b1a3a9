"""What every Excel file that people open has: text that stays text, rows high enough, a page of A4, the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from typing import Any
from unicodedata import east_asian_width

from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from plan.opendata.spreadsheet import LONGEST as LONGEST
from plan.opendata.spreadsheet import TooLongError as TooLongError
from plan.opendata.spreadsheet import put as put
from plan.opendata.spreadsheet import saved as saved

#: Excel shows no row that is higher, in points.
HIGHEST = 409
#: The face and the colors of every sheet: letters, quiet letters, lines, the ground of headings.
FONT = "BIZ UDPゴシック"
INK, QUIET, LINE, HEAD = "1F2933", "52606D", "B8C2CC", "DCE6F0"


class Looks:
    """The looks of the cells of a page: a page has thousands of cells, and a dozen looks.

    To find out that the font, lines and colors of a cell are those of another took openpyxl four fifths of an export.
    """

    def __init__(self) -> None:
        self._drawn: dict[tuple[Hashable, bool], StyleArray] = {}

    def give(self, target: ExcelCell | MergedCell, look: Hashable, draw: Callable[[], None]) -> None:
        """Let a cell look as another with this `look` on the page: the first is drawn."""
        styled: Any = target  # the types that are shipped for openpyxl leave out what a cell keeps its looks in
        key = look, bool(target.quotePrefix)
        if key not in self._drawn:
            draw()
            self._drawn[key] = copy(styled._style)
        styled._style = copy(self._drawn[key])


def height(cells: Sequence[tuple[object, int]], line: float) -> float:
    """How high a row must be to show its texts whole, as far as Excel lets it: not every program finds that itself."""
    lines = 1
    for said, width in cells:
        if isinstance(said, str):
            widths = (
                sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in part) for part in said.split("\n")
            )
            lines = max(lines, sum(-(-max(1, wide) // max(1, width - 1)) for wide in widths))
    return min(HIGHEST, lines * line + 3)


def protect(page: Worksheet) -> None:
    """Against slips, not against people: without a password, and filters, widths and heights stay free."""
    page.protection.sheet = True
    page.protection.autoFilter = page.protection.formatColumns = page.protection.formatRows = False


#: How many letters of width a page of A4 takes and can still be read.
PAGE = 190


def print_setup(page: Worksheet, pages: float = 1) -> None:
    """A4 on its side; a wide sheet goes over several pages rather than becoming too small to read."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = int(pages), 0
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top, page.page_margins.bottom, page.page_margins.footer = 0.6, 0.7, 0.3
    page.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&A　&P / &N"))
