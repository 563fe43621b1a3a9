"""The older editions of a plan as its site has them, each whole at `editions/<id>/` as it was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plan.model import Plan
from plan.model.inventory import EDITIONS
from plan.pages.downloads import Download, Downloads
from plan.paper.library import published
from plan.reading.kept_editions import copy_of
from plan.reading.kept_site import KeptSite
from plan.showing.editions import ShownEdition, shown_editions
from plan.showing.localizer import Localizer

#: The documents of an older edition that the page of editions leads to, before those of its parts.
_DOCUMENTS = ("whole", "summary")


class KeptEditions:
    """The editions of a plan whose data lies in a folder, but the one that the plan is now."""

    def __init__(self, plan: Plan, data: Path) -> None:
        self._plan, self._data = plan, data

    @cached_property
    def sites(self) -> Mapping[str, KeptSite]:
        """The site of each, by its id."""
        return {edition.id: KeptSite(copy_of(self._data, edition.id).site) for edition in self._plan.older_editions}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every address of theirs from the root of the site as it is now."""
        return frozenset(
            f"{place_of(id)}{address}" for id, site in self.sites.items() for address in (*site.addresses, *site.sizes)
        )

    @cached_property
    def lasting(self) -> frozenset[str]:
        """The first page of each in each language: what else is kept is there as long as these are."""
        homes = ("", *(f"{code}/" for code in self._plan.languages.others))
        return frozenset(
            f"{place_of(id)}{home}" for id, site in self.sites.items() for home in homes if home in site.addresses
        )

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """Their folders that have no page of their own, from the root of the site as it is now."""
        return tuple(f"{place_of(id)}{folder}" for id, site in self.sites.items() for folder in site.bare)

    def home(self, id: str, speak: Localizer) -> str:
        """The first page of one in the language of `speak`, or in the one that it has."""
        own = "" if speak.is_default else f"{speak.language}/"
        return f"{place_of(id)}{own if own in self.sites[id].addresses else ''}"

    def documents(self, id: str, speak: Localizer) -> list[Download]:
        """The whole plan of one, its summary and its parts, as far as they were printed in the language."""
        word, sizes = speak.phrase_of, self.sites[id].sizes
        labels = {name: word(f"pdf_{name}") for name in _DOCUMENTS}
        labels |= {f"part-{part.id}": word("pdf_part", part=part.title) for part in self._plan.details.parts}
        files = {name: published(speak.language, name) for name in labels}
        return [
            Download(
                f"{place_of(id)}{file}", labels[name], word("pdf_of_size", size=lambda by, s=sizes[file]: by.size(s))
            )
            for name, file in files.items()
            if file in sizes
        ]


@dataclass(frozen=True)
class ListedEdition:
    """An edition with where its first page is, from the root of the site, and its documents."""

    shown: ShownEdition
    home: str
    documents: Sequence[Download]


class EditionList:
    """The editions of a plan as the page with all of them lists them in one language, the newest first."""

    def __init__(self, plan: Plan, kept: KeptEditions | None, downloads: Downloads, speak: Localizer) -> None:
        self._plan, self._kept, self._downloads, self._speak = plan, kept, downloads, speak

    @cached_property
    def all(self) -> list[ListedEdition]:
        """All of them; what is kept of one that is not at hand has neither pages nor documents."""
        return [self._listed(edition) for edition in shown_editions(self._plan, self._speak)]

    def _listed(self, edition: ShownEdition) -> ListedEdition:
        if edition.now or self._kept is None:
            return ListedEdition(edition, "", self._downloads.plan())
        home = self._kept.home(edition.id, self._speak)
        return ListedEdition(edition, home, self._kept.documents(edition.id, self._speak))


def place_of(id: str) -> str:
    """The folder of an older edition, from the root of the site."""
    return f"{EDITIONS}/{id}/"
