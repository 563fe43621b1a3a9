"""Turns texts, words, numbers and years of the plan into safe HTML in one language.

What a language lacks is taken from those in which its readers read it, in the order of `fallback_order`
(plan.model.languages), and marked with its `lang`. All text is escaped; nothing from the data can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from plan import model
from plan.messages.sentences import both
from plan.model import dates, fiscal_years
from plan.model.languages import fallback_order, writing
from plan.model.levels import begun
from plan.model.types import Languages, OwnText, Text, parted

_SLOT = re.compile(r"\{([a-z_]+)\}")
#: A letter of a word beside its slots; a word without any is marks alone, as （{words}）, and of no language.
_LETTER = re.compile(r"[^\W\d_]")
#: Where digits are parted by twos: before the last three, and before every two that stand before those.
_BY_TWOS = re.compile(r"(?<=\d)(?=(?:\d\d)*\d{3}\Z)")


@lru_cache(maxsize=65536)
def safe(text: str) -> Markup:
    """Text as HTML that a browser takes for nothing but text, on one line."""
    return escape(" ".join(text.splitlines()))


@dataclass(frozen=True)
class Phrase:
    """Words of one language: bare for attributes, titles and paper; as safe HTML, which a template prints."""

    plain: str
    html: Markup
    text: Text | None = None
    """The text of the plan that they are, so that a sentence of another language can name it in its own."""

    def __str__(self) -> str:
        return self.plain


class Lent(str):
    """Bare words of another language than that of the page; a template prints them in a `span` that says so."""

    language: str

    def __new__(cls, words: str, language: str) -> Lent:
        """The words in their language."""
        lent = super().__new__(cls, words)
        lent.language = language
        return lent

    def strip(self, chars: str | None = None, /) -> Lent:
        """The words without what is around them."""
        return Lent(super().strip(chars), self.language)

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """What makes it again in another process."""
        return str(self), self.language


class MarkError(TypeError):
    """Words of the site are printed without their mark, or others within it: `rule` names the sentence for it."""

    def __init__(self, rule: str, words: str) -> None:
        super().__init__(both(rule, words=words))
        self.rule, self.words = rule, words


@dataclass(frozen=True)
class OwnWords:
    """What the site says beside the plan, in one language: bare for paper and attributes, as HTML for its mark alone.

    No template prints it as it prints a Phrase: a reader shall never take it for the plan's own text.
    """

    plain: str
    said: Markup

    def __str__(self) -> str:
        raise MarkError("own-words-without-mark", self.plain)


class Localizer:
    """Speaks one language of the plan.

    Whatever could be taken for the plan's text, and is not (`OwnText`), is refused by all but `own` and `own_word`,
    which give it as `OwnWords`.
    """

    def __init__(self, language: str, languages: Languages, words: Mapping[str, Text]) -> None:
        self.language = language
        self.is_default = language == languages.default
        self.writing = writing(language, languages)
        self.order = fallback_order(language, languages)
        """The languages in which its readers get a text: the first that has it."""
        self.default = languages.default
        self.tag = self.writing.tag
        """How browsers and machines name the language (BCP 47)."""
        self._words, self._languages = words, languages
        self._others: dict[str, Localizer] = {}

    def choose(self, text: Text) -> tuple[str, str]:
        """The text as a reader of this language gets it, and the language it is in."""
        for language in self.order:
            found = text.get(language)
            if found is not None:
                return found, language
        raise LookupError("a text without any language")  # the loader lets none through

    def plain(self, text: Text | str) -> str:
        """The bare text, for an attribute or a title."""
        return text if isinstance(text, str) else self.lent(*self._of_plan(text))

    def lent(self, words: str, language: str) -> str:
        """Bare words in some language, which know it where it is not this one."""
        return words if language == self.language else Lent(words, language)

    def html(self, text: Text) -> Markup:
        """The text as safe HTML; in another language's `span` where this language lacks it."""
        return self.marked(*self._of_plan(text))

    def _of_plan(self, text: Text) -> tuple[str, str]:
        """A text that may stand without a mark. Raises MarkError for one in which the site speaks."""
        if isinstance(text, OwnText):
            raise MarkError("own-words-without-mark", self.choose(text)[0])
        return self.choose(text)

    def marked(self, words: str, language: str) -> Markup:
        """Words in some language as safe HTML; in a `span` that says so where it is not this one."""
        return self._marked("span", safe(words), language)

    def paragraphs(self, text: Text) -> Markup:
        """The text as one `p` for each of its paragraphs."""
        words, language = self._of_plan(text)
        if language == self.language:
            return Markup("").join(Markup("<p>{}</p>").format(safe(part)) for part in parted(words))
        return Markup("").join(self._marked("p", safe(part), language) for part in parted(words))

    def _marked(self, tag: str, content: Markup, language: str) -> Markup:
        if language == self.language:
            return content
        name = Markup(tag)  # noqa: S704 - one of our own, never from the data
        how = Markup('<{} {} class="untranslated">{}</{}>')
        return how.format(name, self.attributes(language), content, name)

    def attributes(self, language: str) -> Markup:
        """How an element says that it is in another language: its `lang`, and its `dir` where lines run otherwise."""
        other = writing(language, self._languages)
        turned = Markup(' dir="{}"').format(other.direction) if other.direction != self.writing.direction else ""
        return Markup('lang="{}"{}').format(other.tag, turned)

    def word(self, key: str, **slots: Any) -> Markup:
        """One of the site's own words, its slots filled.

        A slot is filled with text, HTML, a Phrase, a text of the plan, a day, or what a speaker says. A sentence is in
        one language: where this one lacks the word or a text in it, all is said in the first that has them.
        """
        self._of_plan(self._words[key])
        return self._word(key, slots)

    def _word(self, key: str, slots: Mapping[str, Any]) -> Markup:
        return self._filled(*self._sentence(key, slots), slots)

    def _filled(self, words: str, language: str, teller: Localizer, slots: Mapping[str, Any]) -> Markup:
        if not slots:
            return self._marked("span", safe(words), language)
        filled = {name: teller._filling(value) for name, value in slots.items()}
        said = begun(words, _SLOT.sub(lambda slot: filled[slot[1]], safe(words)))
        return self._marked("span", Markup(said), language)  # noqa: S704 - words and slots are escaped

    def plain_word(self, key: str, **slots: Any) -> str:
        """One of the site's own words as bare text."""
        self._of_plan(self._words[key])
        return self._plain_word(key, slots)

    def _plain_word(self, key: str, slots: Mapping[str, Any]) -> str:
        words, language, teller = self._sentence(key, slots)
        if not slots:
            return self.lent(words, language)
        said = {name: teller._bare(slots[name]) for name in _SLOT.findall(words)}
        if not _LETTER.search(_SLOT.sub("", words)):
            language = self._common_language(said.values())
        return self.lent(begun(words, _SLOT.sub(lambda slot: said[slot[1]], words)), language)

    def _common_language(self, words: Iterable[str]) -> str:
        """The language of bare words: another than this only where all of them are in it."""
        found = {part.language if isinstance(part, Lent) else self.language for part in words}
        return found.pop() if len(found) == 1 else self.language

    def _sentence(self, key: str, slots: Mapping[str, Any]) -> tuple[str, str, Localizer]:
        """A word of the site, the language that it is said in, and who fills its slots."""
        words, language = self.choose(self._words[key])
        texts = [text for text in map(_text, slots.values()) if text] if slots else []
        if slots and not _LETTER.search(_SLOT.sub("", words)):
            return words, self.language, self
        if language == self.language and all(language in text.root for text in texts):
            return words, language, self
        teller = self.teller(self._words[key], *texts)
        return teller._words[key][teller.language], teller.language, teller

    def teller(self, *texts: Text) -> Localizer:
        """Who says a sentence of these texts whole: this language, else the first of its order that has them all."""
        having = (code for code in self.order if all(code in text.root for text in texts))
        return self.in_language(next(having, self.default))

    def in_language(self, language: str) -> Localizer:
        """What speaks another language of the same plan."""
        if language == self.language:
            return self
        if language not in self._others:
            self._others[language] = Localizer(language, self._languages, self._words)
        return self._others[language]

    def _filling(self, value: Any) -> Markup:
        """What fills a slot of a word, as HTML."""
        if text := _text(value):
            return self.html(text)
        if isinstance(value, Phrase):
            return value.html
        if isinstance(value, Markup):
            return value
        words = self._bare(value)
        return self.marked(words, words.language) if isinstance(words, Lent) else safe(words)

    def _bare(self, value: Any) -> str:
        """What fills a slot of a word, as bare text."""
        if text := _text(value):
            return self.plain(text)
        if isinstance(value, date):
            return self.day(value)
        said = value(self) if callable(value) else value
        return said if isinstance(said, Lent) else str(said)

    def phrase(self, text: Text) -> Phrase:
        """A text of the plan, bare and as HTML."""
        return Phrase(self.plain(text), self.html(text), text)

    def phrase_of(self, key: str, **slots: Any) -> Phrase:
        """One of the site's own words, its slots filled, bare and as HTML.

        Bare it has no blanks around it, which on a page are for the words that it stands between.
        """
        return Phrase(self.plain_word(key, **slots).strip(), self.word(key, **slots))

    # What the site says beside the plan ------------------------------------

    def own_word(self, key: str, **slots: Any) -> OwnWords:
        """One of the site's own words that is told from the plan's, its slots filled."""
        words, language, teller = self._sentence(key, slots)
        return OwnWords(self._plain_word(key, slots).strip(), self._filled(words.strip(), language, teller, slots))

    def own(self, text: Text) -> OwnWords:
        """A text of the data in which the site speaks."""
        words, language = self.choose(text)
        return OwnWords(self.lent(words, language), self.marked(words, language))

    def is_own(self, key: str) -> bool:
        """Whether one of the site's words is told from the plan's."""
        return isinstance(self._words[key], OwnText)

    def said(self, key: str) -> Phrase | OwnWords:
        """A word of the site as templates get it: told from the plan's words where it must be."""
        return self.own_word(key) if self.is_own(key) else self.phrase_of(key)

    def own_words(self, *parts: OwnWords | OwnText | None) -> Markup:
        """What stands in the mark of the site's own words: its sayings one after the other, without what is not there.

        Raises MarkError for words that are not the site's own: the mark never stands at the plan's text.
        """
        said = []
        for part in parts:
            if part is not None:
                words = self.own(part) if isinstance(part, OwnText) else part
                if not isinstance(words, OwnWords):
                    raise MarkError("mark-at-other-words", self.plain(part) if isinstance(part, Text) else str(part))
                said.append(words.said)
        return safe(self.writing.word_gap).join(said)

    def phrase_in_it(self, words: str) -> Phrase:
        """Words that are in this language already, such as an amount."""
        return Phrase(words, safe(words))

    @property
    def onward(self) -> str:
        """What stands between an amount and the one that it becomes, the way lines run."""
        return "→" if self.writing.direction == "ltr" else "←"

    # Numbers, units, years ------------------------------------------------

    def number(self, value: int | Decimal) -> str:
        """Digits as given, thousands parted."""
        marks = {ord(","): self.writing.thousands, ord("."): self.writing.decimal}
        parted = f"{value:,}" if abs(Decimal(value)) >= self.writing.thousands_from else f"{value}"
        if self.writing.lakhs:
            whole, point, decimals = parted.replace(",", "").partition(".")
            parted = _BY_TWOS.sub(",", whole) + point + decimals
        return parted.translate(marks)

    def amount(self, value: int | Decimal, unit: Text | str | None) -> str:
        """A number with its unit: 7件, 53.3%, 139.44km²; 7 forms, 53.3%, 139.44 km².

        Its marks are this language's, whatever its unit is in: 1,234 and 1.234 must not be taken for each other.
        """
        if unit is None:
            return self.number(value)
        words = self.plain(unit)
        own = writing(words.language, self._languages) if isinstance(words, Lent) else self.writing
        said = f"{self.number(value)}{'' if words in own.close_units else own.unit_gap}{words}"
        return Lent(said, words.language) if isinstance(words, Lent) and _LETTER.search(words) else said

    def amount_shown(self, value: int | Decimal, unit: Text | None) -> Phrase:
        """The same as HTML too, marked where its unit is of another language."""
        bare = self.amount(value, unit)
        return Phrase(bare, self._filling(bare))

    def fiscal_year(self, year: int | None) -> str:
        """令和8年度（2026年度） or FY2026 (Reiwa 8); in words that the plan names none."""
        return self.plain_word("year_not_stated") if year is None else fiscal_years.fiscal_year(year, self.writing)

    def year(self, year: int) -> str:
        """A calendar year: 令和2年（2020年） or 2020."""
        return dates.calendar_year(year, self.writing)

    def year_heading(self, year: int) -> tuple[str, str]:
        """The two lines that head a fiscal year's column."""
        return fiscal_years.short_fiscal_year(year, self.writing)

    def year_label(self, year: int) -> str:
        """What stands under a year in a chart."""
        return dates.year_label(year, self.writing)

    def day(self, day: date) -> str:
        """令和8年11月24日（2026年） or November 24, 2026."""
        return dates.written_day(day, self.writing)

    def size(self, octets: int) -> str:
        """The size of a file as a reader judges a download: 0.2MB, 85KB; 0.2 MB, 85 KB."""
        if octets < 100_000:
            return self.amount(max(1, round(octets / 1000)), "KB")
        return self.amount(Decimal(f"{octets / 1_000_000:.1f}"), "MB")

    def join(self, parts: Iterable[str]) -> str:
        """A list in one line, with the mark that the language uses."""
        return self._joined("list_mark", tuple(parts))

    def beside(self, *names: str) -> str:
        """Names side by side, without those that are empty: the plan's title and （案）."""
        return self._joined("word_gap", tuple(name for name in names if name))

    def _joined(self, mark: str, parts: Sequence[str]) -> str:
        """Parts in one line, with this mark between them: that of another language where all of them are in it."""
        language = self._common_language(parts)
        return self.lent(getattr(self.in_language(language).writing, mark).join(parts), language)

    def office(self, plan: model.PlanDetails, department: model.Department) -> str:
        """The department that keeps the plan, after what it belongs to."""
        above = [self.plain(plan.office_of)] if plan.office_of else []
        return self.writing.above_mark.join([*above, self.plain(department.name)])

    def original(self, text: Text) -> str:
        """The text in the language in which the plan was written: `default`."""
        return text[self.default]

    def own_name(self, text: Text) -> str:
        """A name as the plan has it, to stand beside its translation; empty where it is what is shown."""
        original = self.original(text)
        return "" if self.is_default or self.plain(text) == original else original

    def title_key(self, project: model.Project) -> str:
        """What a card is sorted by as a title: its reading, in a language that is sorted by readings."""
        return project.reading if self.writing.readings and project.reading else self.plain(project.title)

    def other_names(self, term: model.Term) -> str:
        """A term's other spellings in one line; empty if it has none."""
        return self.join(list(term.aliases.get(self.language, ())))

    def departments(self, departments: tuple[model.Department, ...]) -> Phrase:
        """Departments in one line: 経営企画課・関係各課; in words that the plan names none."""
        if not departments:
            return self.phrase_of("department_not_stated")
        bare = self._joined("names_mark", [self.plain(item.name) for item in departments])
        return Phrase(bare, safe(self.writing.names_mark).join(self.html(item.name) for item in departments))


def _text(value: Any) -> Text | None:
    """The text of the plan that fills a slot of a word, if it is one."""
    text = value.text if isinstance(value, Phrase) else value
    return text if isinstance(text, Text) else None
