"""Turns the site's own words into `data/WORDS.md`: every word that a city can change, and what fills its slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from plan.help.fields import markdown, meanings
from plan.model.inventory import WORDS
from plan.model.languages import required, writing
from plan.model.types import Languages
from plan.reading.yaml_file import read_yaml

_SITE_WORDS = Path(__file__).parents[1] / "reading" / WORDS
_GROUP = re.compile(r"# ---- (.+)")
_KEY = re.compile(r"([a-z0-9_-]+):")
_SLOT = re.compile(r"\{[a-z_]+\}")


def words_table() -> str:
    """The text of `data/WORDS.md`; it depends on no plan."""
    words: Mapping[str, Mapping[str, str]] = read_yaml(_SITE_WORDS, WORDS).data  # type: ignore[assignment]
    codes = required()
    names = [writing(code, Languages(codes, codes)).staff_name or code for code in codes]
    lines = [meanings()["README"]["all_words"]]
    for group, keys in _groups():
        lines += [
            "",
            f"## {group}",
            "",
            f"| 言葉 Key | {' | '.join(names)} | 入る値 Slots |",
            "| --- " * (len(codes) + 2) + "|",
        ]
        lines += [_row(key, words[key], codes) for key in keys]
    return "\n".join(lines) + "\n"


def _groups() -> Iterator[tuple[str, list[str]]]:
    """The keys by the headings between them in the file."""
    group, keys = "", list[str]()
    for line in _SITE_WORDS.read_text(encoding="utf-8").split("\n"):
        if heading := _GROUP.match(line):
            if keys:
                yield group, keys
            group, keys = heading[1], []
        elif key := _KEY.match(line):
            keys.append(key[1])
    yield group, keys


def _row(key: str, word: Mapping[str, str], codes: tuple[str, ...]) -> str:
    said = [word.get(code, "") for code in codes]
    slots = dict.fromkeys(slot for text in said for slot in _SLOT.findall(text))
    cells = [f"`{key}`", *map(markdown, said), " ".join(f"`{slot}`" for slot in slots)]
    return "| " + " | ".join(cell.replace("|", r"\|").replace("\n", "<br>") for cell in cells) + " |"
