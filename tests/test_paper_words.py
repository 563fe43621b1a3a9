"""Paper knows that it is paper: no document says what holds for a screen alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pdf_files import opened
from plan.reading.yaml_file import read_yaml

CASE = Path(__file__).parent / "paper/screen.yml"
KNOWN: dict[str, dict[str, list[str]]] = read_yaml(CASE, CASE.name).data  # type: ignore[assignment]
STAND: list[dict[str, str]] = KNOWN["stand"]  # type: ignore[assignment]


def screen_words(language: str) -> re.Pattern[str]:
    """The words for a screen, in Latin letters only whole ones."""
    found = (rf"\b(?:{words})\b" if words.isascii() else words for words in KNOWN["words"][language])
    return re.compile("|".join(found), re.IGNORECASE)


def joined(text: str, language: str) -> str:
    """Words without the ends of lines, which mean nothing in a document."""
    return re.sub(r"\s+", "" if language == "ja" else " ", text)


def places(text: str, language: str) -> list[tuple[int, int]]:
    """Where one of the words stands, outside of what was reviewed."""
    kept = [
        range(match.start(), match.end())
        for entry in STAND
        if entry["language"] == language
        for match in re.finditer(re.escape(joined(entry["says"], language)), text)
    ]
    found = (match.span() for match in screen_words(language).finditer(text))
    return [(start, end) for start, end in found if not any(start in part and end - 1 in part for part in kept)]


@pytest.fixture(scope="module")
def said(site: Path) -> dict[str, str]:
    """What each document says, by its name, `ja/whole`."""
    found = {}
    for path in sorted(site.rglob("pdf/**/*.pdf")):
        name = path.relative_to(site / "pdf").with_suffix("").as_posix()
        found[name] = joined("\n".join(sheet.get_text() for sheet in opened(path)), name[:2])
    assert len(found) > 80
    return found


def test_no_sentence_is_for_a_screen_only(said: dict[str, str]) -> None:
    """Paper has no site, nothing to click and no page to be led to."""
    wrong = {
        f"{name}: …{text[max(0, start - 40) : end + 40]}…"
        for name, text in said.items()
        for start, end in places(text, name[:2])
    }
    assert sorted(wrong) == []


def test_the_words_are_found_where_they_stand(site: Path) -> None:
    """On the site there are such sentences, in both languages: the test sees what it looks for."""
    for language, folder in (("ja", site), ("en", site / "en")):
        for page in ("about", "accessibility"):
            assert screen_words(language).search((folder / page / "index.html").read_text(encoding="utf-8")), page


def test_what_was_reviewed_stands_in_a_document(said: dict[str, str]) -> None:
    """An exception that nothing needs any more is taken out; each has its reason."""
    for entry in STAND:
        assert len(entry["why"]) > 20, entry
        assert screen_words(entry["language"]).search(entry["says"]), entry
        says = joined(entry["says"], entry["language"])
        assert any(says in text for name, text in said.items() if name.startswith(entry["language"])), entry
