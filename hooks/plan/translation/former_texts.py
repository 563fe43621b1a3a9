"""Finds what the original of a stale translation said when it was confirmed: in frozen editions, else in git's history.

The ledger has only the digits of it. A text is believed where it stands beside the very translation, and the ledger
has both as a pair: nothing is guessed, and where neither holds such a pair the former text stays unknown.
"""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path

from plan.reading.passages import Manuscript, split
from plan.reading.yaml_file import MAX_BYTES, yaml_of
from plan.translation.ledger import Ledger, Pair, TextState, digits

#: So many saved states of a file are looked through.
_STATES = 30

#: What files held at one time; None of what was not there.
_Version = Mapping[str, bytes | None]


def former_texts(manuscript: Manuscript, texts: Iterable[TextState], ledger: Ledger) -> Mapping[str, str]:
    """The former original of each stale text of which it is known, by the lasting name of its passage."""
    found: dict[str, str] = {}
    history = lru_cache(maxsize=None)(lambda files: tuple(_versions(manuscript, files)))
    for text in texts:
        if text.state == "stale" and text.pair:
            for version in history(tuple(dict.fromkeys((text.passage.file, text.file)))):
                pairs = _pairs(version, text, manuscript.default)
                former = next((own for own, other in pairs if _confirmed(own, other, text.pair, ledger.pairs)), None)
                if former is not None:
                    found[text.passage.context] = former
                    break
    return found


def _confirmed(own: str, other: str, pair: Pair, known: Collection[Pair]) -> bool:
    return digits(other) == pair.translation and Pair(pair.language, digits(own), pair.translation) in known


def _pairs(version: _Version, text: TextState, default: str) -> Iterator[tuple[str, str]]:
    """Each original with its translation, of what the files of a text held."""
    own, other = version.get(text.passage.file), version.get(text.file)
    if own is None or other is None or len(own) > MAX_BYTES:
        return
    if not text.file.endswith(".md"):
        yield from _of_data(yaml_of(own, text.file).data, default, text.language)
        return
    translated = {piece.key: piece.text for piece in split(other.decode("utf-8", "replace"))}
    for piece in split(own.decode("utf-8", "replace")):
        if piece.key in translated:
            yield piece.text, translated[piece.key]


def _of_data(data: object, default: str, language: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, Mapping):
        own, other = data.get(default), data.get(language)
        if isinstance(own, str) and isinstance(other, str):
            yield own, other
        data = tuple(data.values())
    if isinstance(data, tuple):
        for inner in data:
            yield from _of_data(inner, default, language)


def _versions(manuscript: Manuscript, files: tuple[str, ...]) -> Iterator[_Version]:
    """What files held in each frozen edition, and in each state that git has of them, the newest first."""
    home = manuscript.data.parent
    editions = sorted(path for path in (manuscript.data / "editions").glob("*") if path.is_dir())
    frozen = ({file: _bytes(edition / file) for file in files} for edition in editions)
    commits = _git(home, "log", f"--max-count={_STATES}", "--format=%H", "--", *files).decode().split()
    saved = ({file: _git(home, "show", f"{commit}:./{file}") or None for file in files} for commit in commits)
    yield from chain(frozen, saved)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _git(folder: Path, *words: str) -> bytes:
    """What git says of a folder; nothing where there is no git, no repository or no such thing."""
    try:
        command = ["git", "-C", str(folder), *words]
        return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - our own words
    except (OSError, subprocess.CalledProcessError):
        return b""
