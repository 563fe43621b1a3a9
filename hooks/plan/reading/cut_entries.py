"""Finds what a piece between brackets without a value was to be: a part of the text or the number before it, or an
entry whose colon is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plan.messages.findings import shown
from plan.reading.figures import plain_number, spelt_number
from plan.reading.yaml_slips import quoted

#: The rules that tell of a comma which cuts a text or a number in two.
CUTS = frozenset(("yaml-comma-inside", "number-spelling"))
#: A key with what stands in the place of its colon; some signs stand in texts as well.
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)(?P<mark>:| [\"']|：|\s*[=＝;；])\s*(?P<rest>.*)\Z", re.ASCII | re.DOTALL)
_RULES = {"：": "yaml-wide-colon", "=": "yaml-equals", "＝": "yaml-equals", ";": "yaml-equals", "；": "yaml-equals"}


@dataclass(frozen=True)
class CutEntry:
    """The rule that tells it, the details of its sentence, and the entry that was meant; an empty key for none."""

    rule: str
    details: dict[str, object]
    key: str = ""
    value: object = None


def cut_entry(word: str, last: str, before: object, *, close: bool) -> CutEntry:
    """The slip by which a `word` between brackets has no value; `last` is the key before it, whose value is `before`,
    and `close` says that no blank stands behind the comma."""
    text = isinstance(before, str) and spelt_number(before) is None
    if (match := _KEY.match(word)) and not (text and match["mark"].strip() in tuple("=＝;；")):
        mark = match["mark"].strip()
        rest = match["rest"].strip().strip("\"'")
        number = plain_number(rest)
        details: dict[str, object] = {"mark": mark, "instead": f"{match['key']}: {rest}"}
        return CutEntry(_RULES.get(mark, "yaml-colon"), details, match["key"], rest if number is None else number)
    if not last:
        return CutEntry(
            "yaml-first-letter", {"mark": "{", "found": shown(f"{{{word}}}"), "instead": quoted(f"{{{word}}}")}
        )
    whole_number = None if text or isinstance(before, bool) or before is None else spelt_number(f"{before},{word}")
    if whole_number:
        whole = f"{before},{word}"
        return CutEntry("number-spelling", {"found": whole, "number": whole_number}, last, whole)
    whole = f"{'' if before is None else before}{',' if close else ', '}{word}"
    details = {"found": shown(word), "instead": f"{last}: {quoted(whole)}"}
    return CutEntry("yaml-comma-inside", details, last, whole)
