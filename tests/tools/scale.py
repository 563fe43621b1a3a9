"""Makes a plan of any number of cards in both languages, from a seed, as long as real cards are.

    python tests/tools/scale.py 2100 FOLDER [--seed 1]

The folder gets data/ and docs/ of the real plan with other cards in them: each takes its texts from real cards, so
that lengths, terms and translations are real, and a title and an id of its own.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

import yaml
from copies import ROOT, copy_plan

#: What a card takes as it is from one real card, and what from another.
_TEXTS = ("challenge", "content", "gist")
_PLACE = ("under", "departments")
_PLACES = (
    ("北", "North"), ("南", "South"), ("東", "East"), ("西", "West"), ("中央", "Central"), ("駅前", "Station Area"),
    ("川沿い", "Riverside"), ("新", "New"),
)  # fmt: skip


def make_plan(cards: int, folder: Path, seed: int) -> None:
    """Write the plan into `folder`."""
    copy_plan(folder, ROOT)
    paths = sorted((folder / "data/projects").glob("*.yml"))
    real = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]
    kept = _named(folder)
    for path in paths:
        if path.stem not in kept:
            path.unlink()
    chance = random.Random(seed)
    for number in range(1, cards - len(kept) + 1):
        card = _card(number, real, chance)
        text = yaml.safe_dump(card, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / f"data/projects/card-{number:04}.yml").write_text(text, encoding="utf-8")


def _named(folder: Path) -> set[str]:
    """The cards that other files name: they stay."""
    plan = yaml.safe_load((folder / "data/plan.yml").read_text(encoding="utf-8"))
    topics = yaml.safe_load((folder / "data/topics.yml").read_text(encoding="utf-8"))
    notes = yaml.safe_load((folder / "data/notes.yml").read_text(encoding="utf-8"))
    named = {*plan["featured"], *(id for topic in topics["topics"] for id in topic["projects"])}
    return named | {note["subject"] for note in notes["notes"] if "subject" in note}


def _card(number: int, real: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    texts, place, measured = chance.choice(real), chance.choice(real), chance.choice(real)
    japanese, english = chance.choice(_PLACES)
    card = {
        "number": 1000 + number,
        "title": {
            "ja": f"{japanese}地区{number}の{texts['title']['ja']}",
            "en": f"{texts['title']['en']} in {english} District {number}",
        },
        "families": _families(place["families"], chance),
        **{key: texts[key] for key in _TEXTS if key in texts},
        **{key: place[key] for key in _PLACE if key in place},
        "indicators": measured["indicators"],
        "schedule": measured["schedule"],
    }
    return card


def _families(named: dict[str, list[str]], chance: random.Random) -> dict[str, list[str]]:
    """What a card is sorted under: as a real one, but of the kind whose numbers go on, and marked or not by chance."""
    marked = {"for-residents": ["more-convenient"]} if chance.random() < 0.5 else {}
    return {"kind": ["individual"], **marked, **{id: named[id] for id in ("tools", "funding") if id in named}}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cards", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make_plan(given.cards, given.folder, given.seed)
