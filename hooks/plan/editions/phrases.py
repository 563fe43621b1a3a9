"""Marks in two wordings of one text what differs, phrase by phrase, as people underline it in a table of old and new.

Letters are not compared by themselves: 26.4 that becomes 30.0 is one change and not three. A run of letters of one
script stands or falls whole, two letters that happen to be the same between two changes belong to the change, and
of a sentence that is written anew, no crumbs are kept. Measured on ten pairs, this reads best of what needs no
dictionary: difflib on letters leaves confetti, and libraries for text are made for words between blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from plan.editions.pairing import PairedParts, paired, side_by_side

#: Figures with their points, commas and signs; words that join others; runs of one script; else a letter by itself.
_RUNS = re.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?"
    r"|及び|並びに|又は|若しくは|[ 　]+|\n"
    r"|[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*"
    r"|(?:(?!及び|並びに|又は|若しくは)[一-鿿々〆㐀-䶿豈-﫿])+|[ァ-ヴｦ-ﾟー]+|[ぁ-ん]+|.",
    re.DOTALL,
)
#: The end of a sentence, with the bracket that closes behind it.
_SENTENCES = re.compile(r".*?(?:[。！？][」』）)]*|[.!?](?=\s)\s|\n+|\Z)", re.DOTALL)
#: The end of a word in hiragana that goes on from its kanji: no particle, which is a word of its own, with the verb
#: behind it (とする, になる) too.
_ENDING = re.compile(r"(?!(?:から|まで|より|など|[はがをにへとものでや])(?![ぁ-ん])|を|と[しすない]|に[なよお])[ぁ-ん]")
_FIGURES = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?")
#: What parts the members of a list in a sentence.
_COMMAS = "、，,・;；"
_HIRAGANA = re.compile(r"[ぁ-ん]+")
_KANJI_BEFORE = re.compile(r"[一-鿿々〆㐀-䶿豈-﫿]+\Z")
#: So many letters that are the same between two changes are no phrase of their own.
_CRUMB = 2
#: Of a sentence of which less than this is kept, nothing is.
_KEPT = 0.4


@dataclass(frozen=True)
class MarkedRun:
    """Some letters of one wording: the same in the other, or changed."""

    words: str
    changed: bool


@dataclass(frozen=True)
class Replaced:
    """Letters of the old wording and what stands in their place; one of both may be empty."""

    old: str
    new: str


@dataclass(frozen=True)
class Reworded:
    """Both wordings whole, each as its runs, and each change in them."""

    old: tuple[MarkedRun, ...]
    new: tuple[MarkedRun, ...]
    changes: tuple[Replaced, ...]


def reworded(old: str, new: str) -> Reworded:
    """What differs between two wordings; the runs of each, joined, are the wording letter for letter."""
    before: list[MarkedRun] = []
    after: list[MarkedRun] = []
    changes: list[Replaced] = []
    for was, becomes, same in _steps(old, new):
        before.append(MarkedRun(was, not same))
        after.append(MarkedRun(becomes, not same))
        if not same:
            changes.append(Replaced(was, becomes))
    return Reworded(_joined(before), _joined(after), tuple(changes))


def _steps(old: str, new: str) -> Iterator[tuple[str, str, bool]]:
    """Both wordings from their beginnings to their ends: what stands in each, and whether it is the same."""
    if old == new:
        yield old, new, True
        return
    sentences = _SENTENCES.findall(old), _SENTENCES.findall(new)
    pairs = paired([s for s in sentences[0] if s], [s for s in sentences[1] if s])
    for pair in _in_order(side_by_side(pairs)):
        if pair.old is None or pair.new is None:
            yield pair.old or "", pair.new or "", False
        else:
            yield from _of_a_sentence(pair.old, pair.new)


def _in_order(pairs: Iterable[PairedParts[str]]) -> Iterator[PairedParts[str]]:
    """The pairs as both wordings have them; of a sentence that was moved each half stands in its own place."""
    for pair in pairs:
        if not pair.moved:
            yield pair
        elif pair.here:
            yield PairedParts(None, pair.new)
        else:
            yield PairedParts(pair.old, None)


def _of_a_sentence(old: str, new: str) -> Iterator[tuple[str, str, bool]]:
    found = _widened(_slid(list(_compared(_RUNS.findall(old), _RUNS.findall(new)))))
    steps = list(_whole_words(_stems_apart(found)))
    kept = sum(len(was) for was, _, same in steps if same)
    figures = all(same or (_FIGURES.fullmatch(was) and _FIGURES.fullmatch(becomes)) for was, becomes, same in steps)
    if not figures and kept < _KEPT * min(len(old), len(new)):
        yield old, new, False
    else:
        yield from steps


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        yield "".join(old[a:b]), "".join(new[c:d]), kind == "equal"


def _slid(steps: Sequence[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """The same steps, where words put in or left out begin with their comma: 聞取〔、読取〕り, not 聞〔取、読〕取り."""
    steps = list(steps)
    for at in range(1, len(steps) - 1):
        (before, _, kept), (was, becomes, same), (after, _, keeps) = steps[at - 1 : at + 2]
        if same or (was and becomes) or not (kept and keeps):
            continue
        words = was or becomes
        along = next((n for n, letter in enumerate(words) if letter in _COMMAS), 0)
        if along and after.startswith(words[:along]):
            slid = words[along:] + words[:along]
            steps[at - 1] = (before + words[:along], before + words[:along], True)
            steps[at] = (slid if was else "", slid if becomes else "", False)
            steps[at + 1] = (after[along:], after[along:], True)
    yield from steps


def _widened(steps: Iterable[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """The same steps, where a crumb between two changes belongs to them."""
    held: list[tuple[str, str, bool]] = []
    for was, becomes, same in steps:
        if not same:
            held = [("".join(old for old, _, _ in held) + was, "".join(new for _, new, _ in held) + becomes, False)]
        elif held and not held[-1][2] and len(was) <= _CRUMB and "\n" not in was:
            held.append((was, becomes, True))
        else:
            yield from held
            yield was, becomes, same
            held = []
    yield from held


def _stems_apart(steps: Iterable[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """The same steps, where a sentence goes on behind a comma: of とします that became とし、…います, ます alone."""
    for was, becomes, same in steps:
        common = takewhile(lambda both: both[0] == both[1], zip(was, becomes, strict=False))
        stem = "" if same else "".join(letter for letter, _ in common)
        if _HIRAGANA.fullmatch(stem) and any(side[len(stem) :].startswith("、") for side in (was, becomes)):
            yield stem, stem, True
            was, becomes = was[len(stem) :], becomes[len(stem) :]
        yield was, becomes, same


def _whole_words(steps: Iterable[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """The same steps, where the ending of a word takes the letter along that it ends: 開き, not 開 and き."""
    before: tuple[str, str, bool] | None = None
    for was, becomes, same in _endings_apart(steps):
        word = _KANJI_BEFORE.search(before[0]) if before and not same else None
        if before and word and all(not end or _ENDING.match(end) for end in (was, becomes)):
            kept = before[0][: word.start()]
            yield kept, kept, True
            was, becomes = word[0] + was, word[0] + becomes
        elif before:
            yield before
        before = (was, becomes, same) if same else None
        if not same:
            yield was, becomes, False
    if before:
        yield before


def _endings_apart(steps: Iterable[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """The same steps, where an ending that came or went is a step of its own: of きの that became の, き alone."""
    for was, becomes, same in steps:
        longer, shorter = (was, becomes) if len(was) > len(becomes) else (becomes, was)
        if not same and shorter and _HIRAGANA.fullmatch(longer) and longer.endswith(shorter):
            yield was.removesuffix(shorter), becomes.removesuffix(shorter), False
            yield shorter, shorter, True
        else:
            yield was, becomes, same


def _joined(runs: Iterable[MarkedRun]) -> tuple[MarkedRun, ...]:
    """The runs without those that are empty; those that are alike beside each other as one."""
    found: list[MarkedRun] = []
    for run in runs:
        if not run.words:
            continue
        if found and found[-1].changed == run.changed:
            found[-1] = MarkedRun(found[-1].words + run.words, run.changed)
        else:
            found.append(run)
    return tuple(found)
