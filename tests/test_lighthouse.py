"""What Lighthouse finds on the pages that people see most, as a phone.

How fast they are depends on the machine: tests/bench/phone.py measures that.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from lighthouse import PAGES, audit

CATEGORIES = ("accessibility", "best-practices", "seo")


def test_lighthouse_takes_no_point_away(address: str) -> None:
    """Accessibility, best practices and search engines: 100 each, on every one of these pages in both languages."""
    names = [language + name for language in ("", "en/") for name in PAGES]
    with ThreadPoolExecutor(4) as pool:
        results = pool.map(lambda name: audit(address + name, CATEGORIES), names)
    found = dict(zip(names, results, strict=True))
    assert found == dict.fromkeys(names, (dict.fromkeys(CATEGORIES, 100), []))
