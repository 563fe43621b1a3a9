"""The search page as tests ask it: what a query finds, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

#: Written before the search was tuned: what a resident types, in which language, and the pages that are right.
QUERIES = yaml.safe_load((Path(__file__).parents[1] / "search/queries.yml").read_text(encoding="utf-8"))
#: In the page: what a query finds, what is said of it, and the plan's words on each page found.
TOLD = """query => {
  const results = window.planSearch(query), patterns = document.querySelector("#results-said").dataset;
  const words = new Map(window.planIndex.pages.map(([url, title, keys, text]) => [url, {
    shown: title + "\\n" + text,
    words: [title, text, ...keys.filter(key => !window.planIndex.labels.includes(key))].join("\\n"),
  }]));
  return {
    said: window.planSaid(query, results, patterns),
    results: results.map(({ kind, near, page }) => ({ kind, near, ...words.get(page.url) })),
    everything: [...words.values()].map(page => page.words).join("\\n"),
  };
}"""


def name_of(url: str) -> str:
    """The name of a page from its address in the index."""
    path = url.removeprefix("en/").strip("/")
    return {"": "index", "projects": "projects/index"}.get(path, path)


def found(page: Page, query: str) -> list[str]:
    """The names of the pages that a query finds, the best first."""
    urls = page.evaluate("query => window.planSearch(query).map(result => result.page.url)", query)
    return [name_of(url) for url in urls]


def told(page: Page, query: str) -> dict[str, Any]:
    """What a query finds and what is said of it."""
    found: dict[str, Any] = page.evaluate(TOLD, query)
    return found
