"""The older editions of a plan as its site has them, each whole at `editions/<id>/` as it was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plan.model import Plan
from plan.model.inventory import EDITIONS
from plan.pages.downloads import Download, Downloads, other_language, saved_as
from plan.paper.document_names import is_of_a_year
from plan.paper.library import published
from plan.reading.kept_editions import copy_of
from plan.reading.kept_site import KeptSite
from plan.showing.editions import ShownEdition, shown_editions
from plan.showing.localizer import Localizer

#: The documents of an older edition that the page of editions leads to, before those of its parts.
_DOCUMENTS = ("whole", "summary")


class KeptEditions:
    """What is kept of the editions of a plan whose data lies in a folder."""

    def __init__(self, plan: Plan, data: Path) -> None:
        self._plan, self._data = plan, data

    @cached_property
    def sites(self) -> Mapping[str, KeptSite]:
        """The site of each edition but the one that the plan is now, by its id."""
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

    def file(self, name: str) -> bytes | None:
        """A file of an older edition that is no page, by its address from the root of the site as it is now."""
        for id, site in self.sites.items():
            own = name.removeprefix(place_of(id))
            if own != name and own in site.sizes and not own.endswith(".html"):
                return site.read(own)[own]
        return None

    def home(self, id: str, speak: Localizer) -> str:
        """The first page of one in the language of `speak`, or in the one that it has."""
        own = "" if speak.is_default else f"{speak.language}/"
        return f"{place_of(id)}{own if own in self.sites[id].addresses else ''}"

    def documents(self, id: str, speak: Localizer) -> list[Download]:
        """The whole plan of one, its summary and its parts, in the language or one that its readers read."""
        word, sizes = speak.phrase_of, self.sites[id].sizes
        labels = {name: word(f"pdf_{name}") for name in _DOCUMENTS}
        labels |= {f"part-{part.id}": word("pdf_part", part=part.title) for part in self._plan.details.parts}
        found = []
        for name, label in labels.items():
            language = next((code for code in speak.order if published(code, name) in sizes), None)
            if language:
                file = published(language, name)
                size = word("pdf_of_size", size=lambda by, file=file: by.size(sizes[file]))
                saved, other = saved_as(self._plan, speak, name, id), other_language(self._plan, speak, language)
                found.append(Download(f"{place_of(id)}{file}", label, size, saved, other))
        return found

    @cached_property
    def settled(self) -> Mapping[tuple[str, str], str]:
        """The documents that were decided with the edition that the plan is now, by language and name: each file in
        what is kept of it. None of a draft, nor of an edition that is not frozen yet.

        What came of the plan afterwards is told by other documents, which go on.
        """
        frozen = self._plan.frozen
        if frozen is None or not frozen.decided or self._plan.details.edition.status != "adopted":
            return {}
        names = (name.removeprefix("pdf/").removesuffix(".pdf") for name in self._now.sizes if name.startswith("pdf/"))
        keys = [(language, name) for language, _, name in (found.partition("/") for found in names)]
        return {key: published(*key) for key in keys if not is_of_a_year(key[1])}

    @cached_property
    def _now(self) -> KeptSite:
        return KeptSite(copy_of(self._data, self._plan.details.edition.id).site)

    def settled_documents(self) -> Mapping[tuple[str, str], bytes]:
        """What each of these documents holds. Raises OSError where what is kept is broken."""
        found = self._now.read(*self.settled.values()) if self.settled else {}
        return {key: found[name] for key, name in self.settled.items()}


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
