"""A page as a reader of one language gets it, finished but for the frame around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jinja2 import TemplateNotFound

from plan.html.headings import Heading
from plan.messages.sentences import both
from plan.outline.page import Page, PageError
from plan.reading.words import UnknownWordError
from plan.showing.localizer import MarkError


@dataclass(frozen=True)
class ShownPage:
    """One page in one language."""

    page: Page = field(compare=False)
    """What is known of it; two pages are alike if they show the same."""
    language: str
    address: str
    """From the root of the site: `en/tools/`, nothing for home."""
    title: str
    description: str
    """Both as bare text."""
    label: str
    """How the menu and the glossary call it, as HTML."""
    html: str
    headings: tuple[Heading, ...]
    terms: tuple[str, ...]
    """The ids of the terms that its words name, in order."""
    picture: str
    """The published name of its share picture."""
    machine: str
    """JSON-LD; empty where machines are told nothing."""
    stale: bool
    """Whether its original has changed since its translation was confirmed."""

    @property
    def name(self) -> str:
        """The page's name, the same in every language."""
        return self.page.name


@contextmanager
def told(page: Page) -> Iterator[None]:
    """Say which page names what is not there, or prints the site's words as the plan's. Raises PageError."""
    try:
        yield
    except TemplateNotFound as error:
        raise PageError(both("page-without-template", page=page.name, template=error.name)) from None
    except UnknownWordError as error:
        raise PageError(both("page-without-word", page=page.name, word=error.word)) from None
    except MarkError as error:
        raise PageError(both(f"page-{error.rule}", page=page.name, words=error.words)) from None
