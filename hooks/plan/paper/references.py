"""Leads what a chapter points at to its place in a document, and says where to look in one that does not hold it."""

from __future__ import annotations

import html
import posixpath

from plan.html.tree import Node, words_of
from plan.model.types import Languages
from plan.paper.doubt_notes import own
from plan.showing.addresses import page_url
from plan.showing.names import plan_name
from plan.showing.renderer import Renderer

_ELSEWHERE = ("http://", "https://", "mailto:", "tel:")


class References:
    """What the chapters of a plan point at, in one language: links, and pages that the plan names by their numbers."""

    def __init__(self, renderer: Renderer, language: str) -> None:
        self._renderer, self._language = renderer, language

    @property
    def _languages(self) -> Languages:
        return self._renderer.plan.languages

    def lead(self, node: Node, page: str, written_in: str) -> None:
        """Give what points the label of its place in a document and, for one without it, its full address.

        `page` is the chapter that points, `written_in` its language. The number of a page gets words for both.
        """
        href = node["href"]
        if href.startswith(_ELSEWHERE):
            node["target"], node["url"] = "", href
            return
        path, _, anchor = href.partition("#")
        name = posixpath.normpath(posixpath.join(page, path)) if path else page
        name = "index" if name == "." else name
        if posixpath.splitext(name)[1]:  # a file beside the chapters
            node["target"], node["url"] = "", self._renderer.plan.details.url + name + (f"#{anchor}" if anchor else "")
            return
        plan, folder = self._renderer.plan, self._renderer.plan.card_folder
        if folder and name.startswith(f"{folder}/"):
            node["target"] = "card-" + name.removeprefix(f"{folder}/")
        else:
            node["target"] = f"{name}--{anchor}" if anchor else f"page-{name}"
        address = page_url(plan.list_page if name == folder else name, self._language, self._languages)
        node["url"] = self._renderer.plan.details.url + address + (f"#{anchor}" if anchor else "")
        if node["k"] == "page":
            self._word(node, name, anchor, written_in)

    def _word(self, node: Node, name: str, anchor: str, written_in: str) -> None:
        """Say how a document words the page of a place in a chapter that it holds, and of one in another document; and
        that it is not the number that the plan prints."""
        speak, plan = self._renderer.speaker(written_in), self._renderer.plan
        headings = {heading.id: heading.title for heading in self._renderer.prose(name, self._language).headings}
        heading = html.unescape(headings.get(anchor) or self._renderer.chapter(name, self._language).title)
        if anchor not in headings:
            node["target"] = f"page-{name}"
        part = next(part for part in plan.details.parts if part.id == name.split("/")[0])
        document = speak.plain_word("part_title", plan=lambda by: plan_name(plan, by), part=part.title)
        node["words"] = str(speak.plain_word("paper_page"))
        node["printed"] = own(speak.own_word("page_in_source", page=words_of(node["c"])))
        node["elsewhere"] = speak.plain_word("page_elsewhere", document=document, heading=heading)
