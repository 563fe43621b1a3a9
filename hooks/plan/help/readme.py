"""Turns the model and its meanings into `data/README.md`: how the folder works, and every field of every file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plan.help.fields import OWN, FieldHelp, field_helps, markdown, meanings, optional, record_sentence
from plan.model import inventory, shape
from plan.model.inventory import WORDS
from plan.model.types import Record
from plan.reading.placeholders import PLACEHOLDERS

#: The heading over what chapters may ask for.
PLACES = "章の差し込み / Placeholders"


def readme() -> str:
    """The text of `data/README.md`: how the folder works, and every field of every file. It depends on no plan."""
    files = inventory.kinds()
    sections = [_section(path, record) for path, record in files.items()]
    prose = meanings()["README"]
    words = f"## {WORDS}\n\n{prose['words']}\n"
    return "\n".join([f"{prose['opening']}\n", _contents(files), *sections, _placeholders(), words])


def _contents(files: Mapping[str, type[Record]]) -> str:
    rows = ["| ファイル File | 必須 | 内容 Content |", "| --- | --- | --- |"]
    for path, record in files.items():
        needed = "必須" if path in inventory.FILES and not inventory.FILES[path].optional else ""
        rows.append(f"| [`{path}`](#{_anchor(path)}) | {needed} | {_both(record, '<br>')} |")
    rows.append(
        f"| [`{WORDS}`](#{_anchor(WORDS)}) | | サイトの言葉のうち、変えるもの。<br>*Changes to the site's words.* |"
    )
    rows.append(
        f"| [{PLACES}](#{_anchor(PLACES)}) | | 章（`docs`）の中に差し込めるもの。<br>*What chapters can ask for.* |"
    )
    rows.append("| [`WORDS.md`](WORDS.md) | | 変えられる言葉のすべて。<br>*All words that can be changed.* |")
    return "\n".join(["## ファイルの一覧 / Files", "", *rows, ""])


def _placeholders() -> str:
    """What a chapter may ask for: each block with what it gives, what its argument names, and what it is made from."""
    prose = meanings()["README"]
    rows = [
        f"| `{_written(name, argument)}` | {prose['placeholders'][name]} | `{file}` |"
        for name, (argument, file) in PLACEHOLDERS.items()
    ]
    head = ["| 差し込み Placeholder | 載るもの What it gives | もと Made from |", "| --- | --- | --- |"]
    return "\n".join([f"## {PLACES}\n\n{prose['places']}\n", *head, *rows, f"\n{prose['page_of']}\n"])


def _written(name: str, argument: str | None) -> str:
    """A placeholder as it stands in a chapter."""
    return f"{{{{ {name}: {argument} }}}}" if argument else f"{{{{ {name} }}}}"


def _anchor(heading: str) -> str:
    """The fragment by which GitHub names a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _both(record: type[Record], between: str) -> str:
    return f"{meanings()[record.__name__]['_']}{between}*{markdown(record_sentence(record))}*"


def _section(path: str, record: type[Record]) -> str:
    """One file: its own fields, then those of each record in it, each record once."""
    lines = [f"## {markdown(path)}", "", _both(record, "\n\n"), "", *_table(record), ""]
    places: dict[type[Record], list[str]] = {}
    for place, inner in _inner(record, ""):
        places.setdefault(inner, []).append(f"`{place}`")
    for inner, named in places.items():
        lines += [f"### {path.split('/')[0]}: {', '.join(named)}", "", _both(inner, "\n\n"), "", *_table(inner), ""]
    return "\n".join(lines)


def _inner(record: type[Record], place: str) -> Iterator[tuple[str, type[Record]]]:
    """The records within a record, each with the fields that lead to it."""
    for help_ in field_helps(record):
        for inner in shape.record_types(help_.type):
            if issubclass(inner, Record):
                yield f"{place}{help_.name}", inner
                if inner is not record:  # one that holds others of its own kind is explained once
                    yield from _inner(inner, f"{place}{help_.name} › ")


def _table(record: type[Record]) -> list[str]:
    rows = [
        "| 項目 Field | 必須 Required | 意味 Meaning | 良い例 Good | 悪い例 Bad |",
        "| --- | --- | --- | --- | --- |",
    ]
    return rows + [_row(help_) for help_ in field_helps(record)]


def _row(help_: FieldHelp) -> str:
    needed = "必須" if help_.required else optional(help_).split(" / ")[0]
    meaning = [help_.ja, f"*{markdown(help_.en)}*", *(f"`{key}`: {words}" for key, words in help_.choices.items())]
    meaning += [OWN] if help_.own else []
    cells = [f"`{help_.name}`", needed, "<br>".join(meaning), _code(help_.good), _code(help_.bad)]
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _code(value: str | None) -> str:
    """Lines of code for a cell of a table, which holds no line break of its own; blanks at their start are kept."""
    return "<br>".join(f"`{line}`" if line else "" for line in (value or "").split("\n"))
