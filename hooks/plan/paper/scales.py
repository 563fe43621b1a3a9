"""Explains on paper the scales by which a plan's cards and indicators were marked, as the site's page of marks does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from plan.html.tree import Node, page_tree
from plan.paper.mentions import Mentions
from plan.showing.renderer import Renderer

#: What each scale means, and each of its steps, as a template.
_TEMPLATE = "blocks/scales-paper.html"
#: The page of the site that says so: links to it lead here.
_PAGE = "marks"


def scales(
    renderer: Renderer, language: str, mentions: Mentions, placed: Callable[[Node, str, str], Node]
) -> Iterator[Node]:
    """A sheet with the scales of which anything was marked, if any was; `placed` leads the links of a block."""
    if any(renderer.views(language).marks.scales()):
        title = renderer.speaker(language).plain_word("marks")
        made = renderer.link(renderer.render(_TEMPLATE, _PAGE, language), _PAGE, language)
        blocks = [placed(block, _PAGE, language) for block in page_tree(made.html, _PAGE)]
        yield {
            "k": "chapter",
            "title": title,
            "uses": mentions.in_words(title),
            "label": f"page-{_PAGE}",
            "apart": True,
            "c": mentions.marked(blocks),
        }
