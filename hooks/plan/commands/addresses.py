"""`plan addresses`: the addresses of the site as it is, added to those that were published."""

from __future__ import annotations

import argparse

from plan.commands.terminal import DONE, Commands, complain
from plan.machine import all_or_none
from plan.messages import findings
from plan.messages.sentences import both
from plan.publishing.current import Desk
from plan.publishing.published_addresses import NAME, read_addresses


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `addresses`."""
    words = "公開したアドレスを書き留める / write down the addresses that are published"
    parser = commands.add_parser("addresses", help=words, parents=[shared])
    parser.set_defaults(command=addresses)


def addresses(given: argparse.Namespace) -> int:
    """Add the addresses of the site; refused for a plan with faults."""
    looks = given.docs.with_name("overrides") / "pages"
    desk = Desk(given.docs.parent, given.docs, looks, preview=True)
    desk.refresh()
    if desk.site is None:
        return complain(findings.report(desk.findings))
    known, path = read_addresses(given.data), given.data / NAME
    if known.findings:
        return complain(findings.report(known.findings))
    new = known.with_more(desk.site.lasting)
    if new == known.raw:
        print(both("nothing-to-renew"))
        return DONE
    all_or_none.write_all({path: (known.raw, new)})
    print(both("written", path=path))
    return DONE
