"""How many decimals a figure gets that a person did not type: as many as the figures beside it are printed with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from plan.messages.findings import Finding
from plan.workbook.cells import with_digits
from plan.workbook.layout import SheetColumn
from plan.workbook.rows import decimals
from plan.workbook.table_lines import TableLine


def rounded(
    line: TableLine, column: SheetColumn, record: Mapping[str, Any], old: Any, new: Any
) -> tuple[Any, list[Finding]]:
    """The new value of a cell: with the decimals of the old one at least, those noughts that Excel does not keep.

    What a formula gave is rounded half up to the most decimals that any figure of its record has, and that is told.
    """
    places = decimals(record)
    new = with_digits(Decimal(1).scaleb(-places) if line.sheet.closed and old is None and places else old, new)
    found = line.cells[column.key]
    if not found.formula or not isinstance(new, Decimal):
        return new, []
    short = new.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    told = {"formula": found.formula, "exact": f"{new:f}", "found": f"{short:f}", "places": places}
    beside = [] if short == new else [Finding(line.cell(column), "formula-rounded", told, level="advice")]
    return (short if places else int(short)), beside
