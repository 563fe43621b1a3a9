"""A page of the site in one language, finished."""

from __future__ import annotations

from dataclasses import dataclass

from plan.html.headings import Heading


@dataclass(frozen=True)
class Page:
    """One page in one language, finished: name without suffix, title and description as bare text, HTML."""

    name: str
    language: str
    title: str
    label: str
    """How the menu and the glossary call it, as HTML."""
    description: str
    html: str
    headings: tuple[Heading, ...]
    terms: tuple[str, ...]
    """The ids of the terms that lead from it to the glossary."""
    hide: tuple[str, ...]
    picture: str
    machine: str
    stale: bool
