"""Says where a text in an easy variant of a language is not easy: by what a program can see of its guideline's rules.

Which languages are easy variants, and what is hard in them, stands in `easy.yml` beside this file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from plan.machine.own_table import read_table
from plan.messages.findings import shown
from plan.model.languages import Writing

_FILE = Path(__file__).with_name("easy.yml")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
#: What stands in brackets explains what is before it, and what stands in quotes is named.
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)|「[^「」]*」|『[^『』]*』")
#: A word with its explanation: letters of one kind, and the brackets behind them.
_EXPLAINED = re.compile(r"(?:[ァ-ヺー・]+|[一-鿿々]+|[A-Za-z]+)（[^（）]*）")
_ECHO = re.compile(r"(?P<half>[ぁ-ゖ]{2}|[ァ-ヺー]{2})(?P=half)")
#: So many letters a text has whose ease is measured: fewer tell nothing.
MEASURED = 40


class Easy(NamedTuple):
    """What makes a text in an easy variant of a language hard."""

    letters: int
    """The most letters of a sentence."""
    joints: int
    """How often a sentence may go on with another statement."""
    joint_words: tuple[str, ...]
    """The ends of statements with which it does."""
    run: int
    """The most letters of `run_script` beside each other."""
    run_script: str
    """The script of hard words, by how Unicode begins its letters' names."""
    loan_script: str
    """The script of words from other languages."""
    known: tuple[str, ...]
    """Those of them that need no explanation."""
    negatives: tuple[str, ...]
    """Double negatives."""
    honorifics: tuple[str, ...]
    vague: tuple[str, ...]
    """Endings that leave open what is meant."""
    echoes: tuple[str, ...]
    """Words that sound like onomatopoeia and are none."""
    start: float
    """The ease of a text, as far as its letters tell it: from this, less the next two."""
    per_letter: float
    per_share: float
    least: float
    """The least ease of a text."""


class HardPlace(NamedTuple):
    """What is not easy in a text: the id of its sentence, and the details."""

    rule: str
    details: Mapping[str, object]


@cache
def _known() -> Mapping[str, Easy]:
    lists = ("joint_words", "known", "negatives", "honorifics", "vague", "echoes")
    table = read_table(_FILE)
    return {code: Easy(**{**one, **{key: tuple(one[key]) for key in lists}}) for code, one in table.items()}


def easy(code: str) -> Easy | None:
    """What makes a text in a language hard; None for one that is no easy variant."""
    return _known().get(code)


def slips(text: str, how: Easy, writing: Writing) -> Iterator[HardPlace]:
    """What is not easy in a text, sentence by sentence."""
    for sentence in map(str.strip, _SENTENCE.findall(text)):
        yield from _in_sentence(sentence, how, writing)


def _in_sentence(sentence: str, how: Easy, writing: Writing) -> Iterator[HardPlace]:
    said = shown(sentence, 60)
    size = len(_ASIDE.sub("", sentence))
    if size > how.letters:
        yield HardPlace("easy-long", {"found": said, "size": size, "limit": how.letters})
    joints = sum(_ASIDE.sub("", sentence).count(word) for word in how.joint_words)
    if joints > how.joints:
        yield HardPlace("easy-joints", {"found": said, "size": joints + 1})
    kinds = (("negatives", how.negatives), ("honorifics", how.honorifics), ("vague", how.vague), ("eras", writing.eras))
    for kind, words in kinds:
        if word := next((word for word in words if word in sentence), None):
            yield HardPlace(f"easy-{kind}", {"found": said, "word": word.strip("。")})
    for echo in _ECHO.finditer(sentence):
        if echo[0] not in how.echoes and not sentence[echo.start() :].startswith(how.echoes):
            yield HardPlace("easy-echo", {"found": said, "word": echo[0]})


def words(text: str, how: Easy, names: Collection[str]) -> Iterator[HardPlace]:
    """The hard words of a text, each once: from other languages, or of many kanji.

    `names`: what the plan calls so, which nobody can say easier. Passed over too is what stands in brackets, in quotes,
    or right before brackets that explain it.
    """
    for name in names:
        text = text.replace(name, "〇")
    bare = _ASIDE.sub("〇", _EXPLAINED.sub("〇", text))
    for word in dict.fromkeys(_runs(bare, how.loan_script, "ー・")):
        if len(word) > 1 and not set(word.split("・")) <= set(how.known):
            yield HardPlace("easy-loan", {"found": shown(word)})
    for run in dict.fromkeys(_runs(bare, how.run_script)):
        if len(run) > how.run:
            yield HardPlace("easy-run", {"found": shown(run), "limit": how.run})


def ease(text: str, how: Easy) -> float | None:
    """How easy a text is, the more the easier; None for one that is too short to tell."""
    sentences = [sentence for sentence in _SENTENCE.findall(text) if any(map(str.isalnum, sentence))]
    letters = [letter for letter in text if letter.isalnum() or letter == "ー"]
    if len(letters) < MEASURED:
        return None
    hard = sum(_script(letter) == how.run_script for letter in letters)
    return how.start - how.per_letter * len(letters) / len(sentences) - how.per_share * 100 * hard / len(letters)


def _runs(text: str, script: str, joined: str = "") -> Iterator[str]:
    """The letters of a script that stand beside each other, with what may stand among them."""
    run = ""
    for letter in (*text, "。"):
        if _script(letter) == script or (run and letter in joined):
            run += letter
        elif run:
            yield run.rstrip("・")
            run = ""


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").replace("-", " ").partition(" ")[0].lower()
