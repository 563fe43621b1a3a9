"""The first plan as it could go on: what a table of old and new says of an adopted edition and a revision of it."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from copies import ROOT
from next_editions import FOLDER, adopted, consulted, revised
from plan.editions.comparison import EditionTexts, compare
from plan.reading.loader import load_plan
from test_editions import told


def edition(folder: Path) -> EditionTexts:
    """The plan in a folder, which is sound."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, [str(finding) for finding in loaded.findings]
    return EditionTexts(loaded.plan, loaded.chapters)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, EditionTexts]:
    """The draft as it is, the adopted edition, its revision."""
    place = tmp_path_factory.mktemp("editions")
    return {
        "draft": edition(ROOT),
        "adopted": edition(adopted(place / "adopted")),
        "revised": edition(revised(place / "revised")),
    }


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("old", "new"), [("draft", "adopted"), ("adopted", "revised")])
def test_every_change_is_told_as_offices_would(
    editions: dict[str, EditionTexts], old: str, new: str, language: str
) -> None:
    """The whole table, line for line: TOLD=write writes it down anew, to be read before it is kept."""
    lines = [line.replace("\n", "⏎") for line in told(compare(editions[old], editions[new], language))]
    file = FOLDER / f"told/{new}.{language}.txt"
    if os.environ.get("TOLD") == "write":
        file.write_text("\n".join((*lines, "")), encoding="utf-8")
    assert lines == file.read_text(encoding="utf-8").splitlines()


def test_the_consultation_has_every_kind_of_answer(tmp_path: Path) -> None:
    """Twenty opinions on the draft, which is sound with them; where something was changed is said."""
    found = edition(consulted(tmp_path)).plan.consultation
    assert found and found.over
    counts = Counter(opinion.reflected for opinion in found.opinions)
    assert counts.keys() == {"changed", "partly", "already", "later", "not"}
    assert counts.total() == 20
    assert all(opinion.where for opinion in found.opinions if opinion.reflected in ("changed", "partly"))
