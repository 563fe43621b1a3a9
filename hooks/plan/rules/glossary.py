"""Rules about the glossary: a spelling means one term, in a language of the plan."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding, Location, shown
from plan.rules.facts import Facts


def ambiguous_spellings(facts: Facts) -> Iterator[Finding]:
    """Aliases are given for languages of the plan, and a spelling means one term."""
    glossary = facts.one(model.Glossary)
    spellings: dict[tuple[str, str], str] = {}
    for index, term in enumerate(glossary.terms if glossary else ()):
        named: list[tuple[Location, str, str]] = [
            (("terms", index, "name", language), language, name) for language, name in term.name.root.items()
        ]
        for language, aliases in term.aliases.items():
            place = ("terms", index, "aliases", language)
            if language not in facts.languages.codes:
                yield Finding(DataField("glossary.yml", place), "unknown-language", {"found": shown(language)})
            named.extend(((*place, inner), language, alias) for inner, alias in enumerate(aliases))
        for location, language, spelling in named:
            first = spellings.setdefault((language, unicodedata.normalize("NFKC", spelling)), term.id)
            if first != term.id:
                details = {"found": spelling, "first": first}
                yield Finding(DataField("glossary.yml", location), "duplicate-spelling", details)
