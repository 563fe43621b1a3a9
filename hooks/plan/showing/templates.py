"""Turns the folder of page templates into an environment in which nothing from the data can become markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context, Undefined
from markupsafe import Markup

from plan.model.types import Text
from plan.showing.compiling import compiling
from plan.showing.localizer import Lent, Localizer, OwnWords, Phrase, safe


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    """What `{{ … }}` prints: a Text in the page's language, escaped; anything else escaped; HTML as it is."""
    kind = type(value)
    if kind is Markup:
        return value
    if kind is Phrase:
        return value.html
    return safe(value) if kind is str else printed(value, context["speak"])


def printed(value: Any, speak: Localizer) -> str:
    """What a template prints of a value, as safe HTML.

    Raises TypeError for what is no text, number or HTML, MarkError for the site's own words, which their mark prints.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, Phrase):
        return value.html
    if isinstance(value, Text):
        return speak.html(value)
    if isinstance(value, Lent):
        return speak.marked(value, value.language)
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Undefined | OwnWords):
        return str(value)  # raises: a template never prints what is not there, nor the site's own words without a mark
    raise TypeError(f"a template prints text, numbers or HTML, not {type(value).__name__}")


class _Calls(Context):
    """Templates call nothing that asks for their context: a call is made as it stands, without a look for that."""

    def call(self, called: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        """What something gives for what it is given; what Jinja (3.1) gives it beside within a loop or a block goes."""
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return called(*given, **named)


def environment(folder: Path, compiled: Path | None = None) -> Environment:
    """The environment for the templates in `folder`: strict, escaping, without a trailing surprise.

    `compiled` keeps the compiled templates, by their content, so that a build compiles what changed.
    """
    env = compiling(folder, compiled, _finalize)
    env.context_class = _Calls
    return env


_OPENED = r'<span lang="[^"]*"(?: dir="[^"]*")? class="untranslated">'
#: Where no element can stand: the value of an attribute, an option of a list.
_BARE = re.compile(rf'="(?:[^"<>]|{_OPENED}|</span>)*"|<option[^>]*>(?:[^<]|{_OPENED}|</span>)*</option>')
#: An option in another language says so itself.
_OPTION = re.compile(r'<option([^<>]*)><span (lang="[^"]*"(?: dir="[^"]*")?) class="untranslated">')
_MARKED = re.compile(rf"{_OPENED}|</span>")


def bare_attributes(text: str) -> str:
    """HTML without markup in its attributes and options: there, words of another language cannot be marked as such."""
    if 'class="untranslated"' not in text:
        return text
    said = _OPTION.sub(r"<option\1 \2>", text)
    return _BARE.sub(lambda found: _MARKED.sub("", found[0]) if "span" in found[0] else found[0], said)


class Words:
    """The site's own words as templates ask for them: `{{ w.roadmap }}`, `{{ w('shown', count=3) }}`."""

    def __init__(self, speak: Localizer) -> None:
        self._speak = speak

    def __getattr__(self, key: str) -> Markup:
        try:
            said = self._speak.word(key)
        except KeyError:
            raise AttributeError(key) from None
        setattr(self, key, said)  # the next time it is there
        return said

    def __call__(self, key: str, **slots: Any) -> Markup:
        """A word with its slots filled; also a word whose key is put together."""
        return self._speak.word(key, **slots)


class Phrases(Words):
    """The same words with what they are without markup: `{{ w.roadmap }}`, `w.roadmap.plain`.

    Those that are told from the plan's come for their mark: `{{ own_words(w.no_indicator) }}`.
    """

    def __getattr__(self, key: str) -> Phrase | OwnWords:  # type: ignore[override]
        try:
            found = self._speak.said(key)
        except KeyError:
            raise AttributeError(key) from None
        setattr(self, key, found)  # asked for on every page: found at once from now on
        return found

    def __call__(self, key: str, **slots: Any) -> Markup | OwnWords:  # type: ignore[override]
        """A word with its slots filled."""
        return self._speak.own_word(key, **slots) if self._speak.is_own(key) else self._speak.word(key, **slots)


class Labels:
    """The same words for attributes, where none can be marked as of another language: `{{ label.menu }}`."""

    def __init__(self, speak: Localizer) -> None:
        self._speak = speak

    def __getattr__(self, key: str) -> Markup:
        try:
            said = safe(self._speak.plain_word(key))
        except KeyError:
            raise AttributeError(key) from None
        setattr(self, key, said)
        return said
