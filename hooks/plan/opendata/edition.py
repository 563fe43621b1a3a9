"""The open data of a plan as its site has it: the files, kept between builds or made on demand, and what they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path

from plan.drawing import charts
from plan.machine.on_demand import OnDemand
from plan.opendata.chart_tables import chart_table
from plan.opendata.data_files import DataFiles, Make, Told
from plan.opendata.embeds import embed_pages
from plan.opendata.feeds import log_feed
from plan.opendata.news import news_feed
from plan.opendata.parts import EMBEDDED, FOLDER, feed_files, has_news, news_files
from plan.opendata.shelf import Kept, kept
from plan.paper.library import timestamp
from plan.showing.renderer import Renderer


class OpenData:
    """The files by their published names, and how many rows each table has.

    `data` is the digest of what is under data/ and of the templates: with it the files are kept, or found. A preview
    has none, and makes a file when somebody asks for it.
    """

    def __init__(self, renderer: Renderer, data: str = "") -> None:
        self._renderer, self._data = renderer, data
        self.made = DataFiles(renderer.plan, timestamp(renderer.plan))
        self._kept = self._tables_kept() if data else None

    def _tables_kept(self) -> Kept:
        moment = timestamp(self._renderer.plan)
        folder = self._renderer.kept / "opendata"
        folder.mkdir(parents=True, exist_ok=True)
        return kept(folder, f"{self._data}{moment}", lambda: (self._makers, self.made.told))

    @cached_property
    def files(self) -> Mapping[str, bytes | Path]:
        """All files."""
        return self._kept.files if self._kept else OnDemand(self._makers)

    @property
    def kept(self) -> Mapping[str, Path]:
        """Those that are kept between builds; none in a preview."""
        return self._kept.files if self._kept else {}

    @staticmethod
    def may_hold(name: str) -> bool:
        """Whether a name may be one of these files: a preview asks for many others, and makes no table for them."""
        return name.startswith(f"{FOLDER}/") or f"/{EMBEDDED}/" in f"/{name}"

    @property
    def _makers(self) -> Mapping[str, Make]:
        """What makes each file: the tables and what describes them, the feeds, the pages for frames."""
        plan, found = self._renderer.plan, {**self.made.all, **embed_pages(self._renderer)}
        for code in plan.languages.codes:
            speak, doubts = self._renderer.speaker(code), self._renderer.doubts(code)
            found |= {
                charts.taken_away(id, code, "csv"): partial(chart_table, id, series, speak, doubts)
                for id, series in plan.series.items()
            }
            if plan.log:
                feed = log_feed(plan, speak)
                found |= dict(zip(feed_files(code), (feed.atom, feed.json), strict=True))
            if has_news(plan):
                feed = news_feed(plan, speak)
                found |= dict(zip(news_files(code), (feed.atom, feed.json), strict=True))
        return found

    @property
    def told(self) -> Told:
        """What the page about the files is told of them."""
        return self._kept.told if self._kept else self.made.told
