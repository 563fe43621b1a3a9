"""The news of a plan as a feed: each edition, and each consultation: that it is held, that it is over, its result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plan.model import FrozenEdition, Plan
from plan.model.plan import Edition
from plan.opendata.feeds import Feed, FeedEntry, moment_of_day, tag_of
from plan.opendata.parts import NEWS, news_files
from plan.outline.registry import CHANGES, CONSULTATION
from plan.showing.addresses import page_url
from plan.showing.editions import edition_name, name_before_freezing
from plan.showing.localizer import Localizer
from plan.showing.names import plan_name


def news_feed(plan: Plan, speak: Localizer) -> Feed:
    """The news, the newest first."""
    entries = sorted(_News(plan, speak).entries(), key=lambda entry: entry.updated, reverse=True)
    page = CHANGES if plan.editions else CONSULTATION
    return Feed(plan, speak, NEWS, page, news_files(speak.language), entries)


class _News:
    def __init__(self, plan: Plan, speak: Localizer) -> None:
        self._plan, self._speak = plan, speak

    def entries(self) -> Iterator[FeedEntry]:
        """All entries, those of one day in the order in which things happen."""
        yield from self._of_consultation()
        yield from self._of_editions()

    def _of_editions(self) -> Iterator[FeedEntry]:
        plan, speak = self._plan, self._speak
        for edition in plan.editions.editions if plan.editions else ():
            yield self._of_edition(edition, edition_name(edition, speak).plain, edition.days.published)
        now = plan.details.edition
        if plan.editions and not plan.frozen and now.status == "adopted" and now.published:
            yield self._of_edition(now, name_before_freezing(plan, speak).plain, now.published)

    def _of_edition(self, edition: FrozenEdition | Edition, name: str, day: date) -> FeedEntry:
        speak, id = self._speak, f"edition-{edition.id}"
        title = speak.plain_word("news_edition", plan=self._plan.details.title, edition=name)
        reason = speak.plain(edition.reason) if edition.reason else title
        return self._entry(id, f"{CHANGES}#{id}", (title, reason), day)

    def _of_consultation(self) -> Iterator[FeedEntry]:
        asked, edition, speak = self._plan.consultation, self._plan.details.edition, self._speak
        if asked is None:
            return
        name, of = self._commented(), f"consultation-{asked.first.isoformat()}"  # whatever the plan becomes after it
        title = speak.plain_word("news_consultation", plan=name)
        text = speak.own_word("news_consultation_days", first=asked.first, last=asked.last).plain
        yield self._entry(of, CONSULTATION, (title, text), asked.first)
        if asked.over:
            title = speak.plain_word("news_consultation_result", plan=name)
            yield self._entry(f"{of}-result", CONSULTATION, (title, title), edition.updated)
        elif edition.updated > asked.last:
            title = speak.plain_word("news_consultation_over", plan=name)
            yield self._entry(f"{of}-over", CONSULTATION, (title, title), asked.last)

    def _commented(self) -> str:
        """What the draft is called on which comments were taken, after it was adopted too."""
        plan, speak = self._plan, self._speak
        draft = plan.commented_edition
        if draft is None or plan.details.edition.status == "draft":
            return plan_name(plan, speak)
        return speak.beside(speak.plain(plan.details.title), speak.plain(draft.label) if draft.label else "")

    def _entry(self, id: str, to: str, words: tuple[str, str], day: date) -> FeedEntry:
        page, _, anchor = to.partition("#")
        address = self._plan.details.url + page_url(page, self._speak.language, self._plan.languages)
        title, text = words
        return FeedEntry(
            id=f"{tag_of(self._plan, NEWS)}/{id}",
            url=f"{address}#{anchor}" if anchor else address,
            title=title,
            text=text,
            kind=id.partition("-")[0],
            published=moment_of_day(day),
            updated=moment_of_day(day),
            language=self._speak.tag,
        )
