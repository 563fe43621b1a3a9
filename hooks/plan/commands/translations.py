"""`plan translations`: the state of translations."""

from __future__ import annotations

import argparse
from decimal import Decimal
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands, sound_plan
from plan.messages.findings import Finding
from plan.messages.sentences import both
from plan.model.inventory import WORDS
from plan.reading import words
from plan.reading.passages import Manuscript, read_manuscript
from plan.translation.ledger import STATES, Ledger, TextState, counts, judged, open_shares, read_ledger


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `translations`."""
    parser = commands.add_parser("translations", parents=[shared], help="翻訳の状況 / the state of translations")
    parser.set_defaults(command=_of_a_sound_plan)


def _of_a_sound_plan(given: argparse.Namespace) -> int:
    loaded = sound_plan(given.data, given.docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    return show(given.data, given.docs, loaded.plan.details.translation_limit, loaded.manuscript)


def texts_of(
    data: Path, docs: Path, manuscript: Manuscript | None = None
) -> tuple[Manuscript, Ledger, tuple[TextState, ...]]:
    """The texts of a plan, as they were read or are read now, the ledger, and the state of each text by it."""
    manuscript = manuscript or read_manuscript(data, docs)
    ledger = read_ledger(data, manuscript.others)
    return manuscript, ledger, judged(manuscript, ledger)


def unreadable(manuscript: Manuscript, ledger: Ledger) -> bool:
    """Whether something could not be read; what is said."""
    findings: list[Finding] = [*manuscript.findings, *ledger.findings]
    for finding in findings:
        print(finding)
    return bool(findings)


def show(data: Path, docs: Path, limit: int | Decimal | None = None, manuscript: Manuscript | None = None) -> int:
    """Print how many texts are in each state, for each language, and every text that is not confirmed.

    Of the site's own words it is said how many a language lacks: its readers get them in another.
    Refused where something cannot be read, or where more than `limit` percent of a language's texts are not confirmed;
    of a language that is translated in part, those that there are count.
    """
    manuscript, ledger, texts = texts_of(data, docs, manuscript)
    refused = unreadable(manuscript, ledger)
    for text in texts:
        if text.state != "fresh":
            print(f"{text.file}:{text.line}: {text.field}: {text.language}: {both(f'state-{text.state}')}")
    complete = manuscript.languages.complete
    counted_in = open_shares([text for text in texts if text.translation is not None or text.language in complete])
    lent = words.lent(manuscript.files.get(f"{data.name}/{WORDS}"), manuscript.languages)
    for language, found in counts(texts).items():
        counted = [f"{both(f'state-{state}')}: {found[state]}" for state in STATES]
        share = open_shares(texts)[language]
        print(f"{language}: {'; '.join(counted)}; {both('open-share', share=f'{share:.1%}')}")
        if language in lent:
            missing, all_words = lent[language]
            print(f"{language}: {both('words-lent', missing=missing, all=all_words, file=f'{data.name}/{WORDS}')}")
        if limit is not None and counted_in.get(language, 0) * 100 > limit:
            refused = True
            print(f"{language}: {both('above-the-limit', limit=limit)}")
    return REFUSED if refused else DONE
