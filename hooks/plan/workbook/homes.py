"""Where the records of a sheet stand: in which list of which file under data/; a card is its file."""

from __future__ import annotations

from collections.abc import Mapping

from plan.messages.findings import Location
from plan.workbook.item_places import FILE

#: Where in their file.
LISTS: Mapping[str, Location] = {
    "indicators": ("indicators",),
    "item_indicators": ("indicators",),
    "phases": ("schedule", "phases"),
    "terms": ("terms",),
    "departments": ("departments",),
    "opinions": ("opinions",),
}
#: Their file, where it is not that of a card.
OWN_FILES: Mapping[str, str] = {
    "terms": "glossary.yml",
    "departments": "departments.yml",
    "item_indicators": FILE,
    "opinions": "consultation.yml",
}
