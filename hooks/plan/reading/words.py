"""Turns `words.yml` beside this file, and a city's own `data/words.yml` over it, into the site's own words.

A language in which the program says some of them alone has a file of its own, `words.<code>.yml`.
A city adds a language or changes a word by naming its key in `data/words.yml`; the rest stays as it is.
Words may hold slots, `{year}`; a word has no slot that the first of its languages in the program has not, but for
`{card}` and `{cards}`: what the plan calls its cards (levels.yml) is filled in here, so that no word names them itself.

A sentence among them could be taken for the plan's. It is an `OwnText`, which only the mark of the site's own words
prints, unless `interface.yml` says why nobody would take it so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from plan.messages.findings import Finding, shown
from plan.messages.meant import meant
from plan.messages.sentences import Said
from plan.model.levels import CardNames, Level, capital
from plan.model.types import Languages, OwnText, Text
from plan.reading.yaml_file import MAX_FAULTS, YamlFile, read_yaml

_OWN = Path(__file__).with_name("words.yml")
_INTERFACE = Path(__file__).with_name("interface.yml")
#: The words in one language more each, whose code is in the name: words.ja-easy.yml.
_MORE = tuple(sorted(_OWN.parent.glob("words.*.yml")))
_READ: dict[Path, YamlFile] = {}
#: How a sentence ends, in any language of words.yml.
_END = re.compile(r"[。.]\s*\Z")
_WIDE_SLOT = re.compile(r"[｛{][^{}｛｝]{1,60}｝|｛[^{}｛｝]{1,60}[}｝]")
_SLOT = re.compile(r"\{([a-z_]+)\}")
#: The slots that any word may hold.
_CARDS = frozenset(("card", "cards"))
#: Slots that come together: a word that may name a level may name one or several items of it.
_LEVELS = frozenset(("level", "levels"))


class UnknownWordError(KeyError):
    """The program asks for a word that words.yml does not have."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class SiteWords(dict[str, Text]):
    """The site's own words by key."""

    def __missing__(self, key: str) -> Text:
        raise UnknownWordError(key)


def load_words(
    city: YamlFile | None, name: str, languages: Languages, cards: CardNames | Level | None
) -> tuple[Mapping[str, Text], list[Finding]]:
    """The words of the program with the city's own over them; `name` is how messages call the city's file.

    `cards`: what the plan calls its cards, or without any the items of its lowest level; None where that is not known.
    """
    default: Mapping[str, Mapping[str, str]] = own_words().data  # type: ignore[assignment]
    changes = city.data if city and isinstance(city.data, Mapping) else {}
    place = city or YamlFile(name)
    own = _of_program(own_words().raw, _beside(_INTERFACE).raw, languages)
    unknown = [key for key in changes if key not in default]
    findings = [_unknown(place, key, default) for key in unknown[:MAX_FAULTS]]
    if len(unknown) > MAX_FAULTS:
        findings.append(place.finding((), "more-faults", limit=MAX_FAULTS))
    if place.data is not None and not isinstance(place.data, Mapping):
        findings.append(place.finding((), "wrong-type", found=shown(place.data), expected=Said("expects-words")))
    texts = SiteWords()
    for key, text in default.items():
        change = changes.get(key, {})
        if change == {} and key in own.sound:
            texts[key] = _naming(own.sound[key], cards) if cards and key in own.of_cards else own.sound[key]
            continue
        if not isinstance(change, Mapping):
            expected = Said("expects-translations")
            findings.append(place.finding((key,), "wrong-type", found=shown(change), expected=expected))
            continue
        merged = {
            code: words for code, words in {**text, **change}.items() if code in languages.codes or code in change
        }
        try:
            texts[key] = own.kinds[key].model_validate(merged, context={"languages": languages})
        except ValidationError as error:
            findings.extend(_fault(place, key, error))
            continue
        findings.extend(_slots(place, key, next(iter(text.values())), merged))
        if cards:
            texts[key] = _naming(texts[key], cards)
    return texts, findings


class _OfProgram(NamedTuple):
    """The program's words in some languages."""

    kinds: Mapping[str, type[Text]]
    sound: Mapping[str, Text]
    """Those that say enough where the city changes nothing."""
    of_cards: Set[str]
    """Those that name the cards."""


@lru_cache(maxsize=8)
def _of_program(words: bytes, interface_: bytes, languages: Languages) -> _OfProgram:
    """The words of the program as its two files, which are given, have them: the same for all plans, a third of each.

    What is not sound is told where the city's words are read over it.
    """
    default: Mapping[str, Mapping[str, str]] = own_words().data  # type: ignore[assignment]
    own_sentences = sentences(default) - interface().keys()
    kinds = {key: OwnText if key in own_sentences else Text for key in default}
    sound = {}
    for key, text in default.items():
        said = {code: words for code, words in text.items() if code in languages.codes}
        with suppress(ValidationError):
            if not _slots(YamlFile(_OWN.name), key, next(iter(text.values())), said):
                sound[key] = kinds[key].model_validate(said, context={"languages": languages})
    of_cards = {key for key, text in sound.items() if any("{card" in words for words in text.root.values())}
    return _OfProgram(kinds, sound, of_cards)


def _naming(text: Text, cards: CardNames | Level) -> Text:
    """A word that calls the cards what the plan does; without the languages in which the plan has no name for them."""
    if not any("{card" in words for words in text.root.values()):
        return text
    said = {code: _said(words, cards.one.get(code), cards.many.get(code)) for code, words in text.root.items()}
    return type(text).model_construct({code: words for code, words in said.items() if words})


def _said(words: str, one: str | None, many: str | None) -> str | None:
    if "{card" not in words:
        return words
    if one is None or many is None:
        return None
    found = words.replace("{cards}", many).replace("{card}", one)
    return capital(found) if words.startswith(("{card}", "{cards}")) else found


def lent(city: YamlFile | None, languages: Languages) -> Mapping[str, tuple[int, int]]:
    """How many of the program's words a language lacks, and of how many, for each language that lacks some."""
    own: Mapping[str, Mapping[str, str]] = own_words().data  # type: ignore[assignment]
    changes = city.data if city and isinstance(city.data, Mapping) else {}
    changed = {key: change for key, change in changes.items() if isinstance(change, Mapping)}
    missing = {
        code: sum(code not in text and code not in changed.get(key, {}) for key, text in own.items())
        for code in languages.codes
    }
    return {code: (count, len(own)) for code, count in missing.items() if count}


def sentences(texts: Mapping[str, Mapping[str, str]]) -> set[str]:
    """The keys of the words that are sentences: in one language at least they end as one."""
    return {key for key, text in texts.items() if any(map(_END.search, text.values()))}


def interface() -> Mapping[str, str]:
    """The sentences that nobody takes for the plan's, by key, each with the reason why."""
    reasons: Mapping[str, list[str]] = _beside(_INTERFACE).data  # type: ignore[assignment]
    return {key: reason for reason, keys in reasons.items() for key in keys}


def own_words() -> YamlFile:
    """The words of the program, in all languages that it has them in."""
    own, *more = (_beside(path) for path in (_OWN, *_MORE))
    return _together(own.raw, *(file.raw for file in more))


@lru_cache(maxsize=2)
def _together(*raws: bytes) -> YamlFile:
    """The words of words.yml, each with what the files of single languages say for it."""
    own, *more = (_READ[path] for path in (_OWN, *_MORE))
    said: dict[str, dict[str, str]] = {key: dict(text) for key, text in own.data.items()}  # type: ignore[attr-defined]
    for path, file in zip(_MORE, more, strict=True):
        for key, words in file.data.items():  # type: ignore[attr-defined]
            said[key][path.suffixes[0].removeprefix(".")] = words
    return replace(own, data=said, raw=b"".join(raws))


def _beside(path: Path) -> YamlFile:
    """A file of the program, parsed again only when its bytes are others: plans are read by the hundred."""
    _READ[path] = read_yaml(path, path.name, before=_READ.get(path))
    return _READ[path]


def _unknown(place: YamlFile, key: str, known: Mapping[str, object]) -> Finding:
    return place.finding((key,), "unknown-word", meant=meant(key, known.keys()))


def _fault(place: YamlFile, key: str, error: ValidationError) -> list[Finding]:
    found = []
    for details in error.errors(include_url=False):
        location = (key, *details["loc"])
        if details["type"] == "string_type":
            expected = Said("expects-text")
            found.append(place.finding(location, "wrong-type", found=shown(details["input"]), expected=expected))
        else:
            context = {k: shown(v) if k == "found" else v for k, v in details.get("ctx", {}).items()}
            found.append(place.finding(location, details["type"], **context))
    return found


def _slots(place: YamlFile, key: str, pattern: str, texts: Mapping[str, str]) -> list[Finding]:
    expected = _slots_of(pattern) | _CARDS
    if not expected.isdisjoint(_LEVELS):
        expected |= _LEVELS
    wide = {code: _WIDE_SLOT.findall(text) for code, text in texts.items()}
    wide = {code: [slot for slot in found if slot[1:-1].strip() in expected] for code, found in wide.items()}
    return [
        place.finding((key, code), "word-slots", expected=_listed(expected), found=", ".join(found))
        for code, found in wide.items()
        if found
    ] + [
        place.finding((key, code), "word-slots", expected=_listed(expected), found=_listed(_slots_of(text)))
        for code, text in texts.items()
        if not _slots_of(text) <= expected
    ]


@lru_cache(maxsize=8192)
def _slots_of(text: str) -> frozenset[str]:
    """The slots of a word: nearly all words are those of the program, the same whatever plan is read."""
    return frozenset(_SLOT.findall(text))


def _listed(names: Set[str]) -> str:
    return ", ".join(sorted(names)) or "-"
