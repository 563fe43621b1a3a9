"""`plan readings`: propose readings of the words that data/readings.txt does not have, for somebody to look through."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from plan.commands.kana import analyser, proposals
from plan.commands.terminal import DONE, REFUSED, Commands, add_quiet, complain, progress_of
from plan.html.ruby import ReadingIndex, lines
from plan.machine import all_or_none
from plan.messages import findings
from plan.messages.sentences import both
from plan.model.inventory import READINGS
from plan.model.languages import writing
from plan.pages.readings import tags
from plan.pages.site import Site
from plan.publishing.current import Desk

_HEAD = """
# 読みの案です。一行ずつ確かめ、正しければ「? 」を取り、違えば直すか行を消します。確かめるまで、サイトには出ません。
# Proposals: look at each line; take "? " away where it is right, mend it or take the line out where it is not.
"""


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `readings`."""
    words = "まだ読みのない言葉に、読みの案を作る / propose readings of words that have none"
    parser = commands.add_parser("readings", help=words, parents=[shared])
    add_quiet(parser)
    parser.set_defaults(command=propose)


def propose(given: argparse.Namespace) -> int:
    """Add proposals to the file, each with a place where the word stands; says what the file has in vain."""
    desk = Desk(given.docs.parent, given.docs, given.docs.with_name("overrides") / "pages", preview=True)
    desk.refresh()
    if desk.site is None:
        return complain(findings.report(desk.findings))
    try:
        analyse = analyser()
    except ModuleNotFoundError:
        print(both("no-analyser"))
        return REFUSED
    known, said = desk.site.plan.readings, tuple(dict.fromkeys(_said(desk.site)))
    index = ReadingIndex(known.readings)
    used = {word.written for line in said for _, word in index.words(line) if word}
    found = proposals(progress_of(given).over(said, both("words-being-read"), _nothing_of), index, analyse)
    new = {word: kana for word, kana in found.items() if word not in known.unseen and word not in known.published}
    path: Path = given.data / READINGS
    if new:
        before = path.read_bytes() if path.is_file() else None
        all_or_none.write_all({path: (before, (before or b"") + _written(new).encode())})
    idle = [word for word in known.published if word not in used]
    print(both("readings-proposed", path=path, count=len(new), unseen=len(known.unseen) + len(new)))
    if idle:
        print(both("readings-idle", count=len(idle), words="、".join(idle)))
    return DONE


def _nothing_of(line: str) -> str:
    """A line is not named while it is read: only how many there are."""
    return ""


def _said(site: Site) -> Iterator[str]:
    """The lines of all pages in which readings may be set."""
    languages = site.plan.languages
    read = [code for code in languages.codes if writing(code, languages).ruby != "never"]
    for page in site.pages.values():
        if page.language in read:
            for line in lines(page.html, tags(site.plan)):
                yield " ".join(line.split())


def _written(new: Mapping[str, Mapping[str, str]]) -> str:
    listed = (f"? {word} {kana}  # {place}\n" for word in sorted(new) for kana, place in new[word].items())
    return _HEAD + "".join(listed)
