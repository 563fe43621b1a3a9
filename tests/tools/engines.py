"""Two more engines look at every page, once before a release: Siteimprove Alfa and IBM Equal Access: `make engines`.

No part of `make test`: they take some seconds a page, and axe, which is part of it, sees nearly all that they see. What
they find and is none is in tests/engines.yml, rule by rule, with the reason; an entry that meets nothing any more is a
fault as well.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

HERE = Path(__file__).with_name("engines")
REVIEWED = yaml.safe_load((Path(__file__).parents[1] / "engines.yml").read_text(encoding="utf-8"))
EQUAL_ACCESS = HERE / "node_modules/accessibility-checker-engine/ace.js"
#: All that Equal Access does not pass: the rule, its level and verdict, and how the element begins.
CHECK = """async () => (await new ace.Checker().check(document, ["IBM_Accessibility"])).results
  .filter((said) => said.value[1] !== "PASS")
  .map((said) => [said.ruleId, said.value.join(" "), said.snippet])"""
#: Rules of Alfa that pass something on any page with text: where they pass nothing, it did not see the page.
ALWAYS = ("sia-r1", "sia-r57", "sia-r69")
BROKEN = """<!doctype html><html lang="en"><body><img src="a.png"><button></button>
<p style="color: #aaa; background: #fff">Words that nobody can read.</p><form><input name="q"></form></body></html>"""


class Finding(NamedTuple):
    """What an engine says of an element of a page, which is named by its address within the site."""

    page: str
    rule: str
    said: str
    element: str


class Alfa:
    """Siteimprove Alfa in a process of its own, which gets pages as the browser takes them apart."""

    def __init__(self) -> None:
        command = [str(Path(sys.executable).parent / "node"), str(HERE / "alfa.mjs")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        self._parts = self.answer()

    def ask(self, page: Any) -> None:
        """Hand a page over; it is looked at meanwhile."""
        taken = {part: page.evaluate(f"({function})()") for part, function in self._parts.items()}
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"url": page.url, **taken}) + "\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """What it says of the page that was handed over last."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "Alfa has ended"
        return dict(json.loads(line))

    def close(self) -> None:
        """End it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def alfa() -> Iterator[Alfa]:
    """Siteimprove Alfa, started once."""
    started = Alfa()
    yield started
    started.close()


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    """A page as wide as a desktop's, in light colors: axe sees the others."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=True)
    yield context.new_page()
    context.close()


def looked_at(page: Any, alfa: Alfa, name: str) -> tuple[list[Finding], Counter[str]]:
    """What both engines find on a page, and how often each rule of Alfa passed something."""
    alfa.ask(page)
    page.evaluate(EQUAL_ACCESS.read_text(encoding="utf-8"))
    found = [Finding(name, *said) for said in page.evaluate(CHECK)]
    answer = alfa.answer()
    return found + [Finding(name, *said) for said in answer["found"]], Counter(answer["passed"])


@pytest.fixture(scope="module")
def found(page: Any, alfa: Alfa, address: str, site: Path) -> list[Finding]:
    """What both engines find on all pages; those for frames of other sites show parts of them."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if "embed" not in path.parts)
    assert len(pages) > 80
    findings = []
    for name in (path.removesuffix("index.html") for path in pages):
        page.goto(address + name, wait_until="load")
        more, passed = looked_at(page, alfa, name)
        assert all(passed[rule] for rule in ALWAYS), f"{name}: {passed}"
        findings += more
    return findings


def meets(known: dict[str, str], finding: Finding) -> bool:
    """Whether somebody looked at a finding: by its rule, its address and the beginning of its element."""
    return (
        known["rule"] == finding.rule
        and re.search(known.get("page", ""), finding.page) is not None
        and re.match(known.get("element", ""), finding.element) is not None
    )


def test_they_see_what_is_wrong(page: Any, alfa: Alfa) -> None:
    """Alfa a picture, a button and a field without words, words too pale, no title; Equal Access all but the button."""
    page.set_content(BROKEN)
    rules = {finding.rule for finding in looked_at(page, alfa, "broken.html")[0]}
    assert {"sia-r1", "sia-r2", "sia-r8", "sia-r12", "sia-r69"} <= rules, sorted(rules)
    expected = {"page_title_exists", "img_alt_valid", "input_label_exists", "text_contrast_sufficient"}
    assert expected <= rules, sorted(rules)


def test_they_find_nothing_but_what_was_reviewed(found: list[Finding]) -> None:
    """On any page, in any language."""
    assert all(known["why"] for known in REVIEWED)
    faults = [finding for finding in found if not any(meets(known, finding) for known in REVIEWED)]
    said = [f"{fault.page or '/'}: {fault.rule}, {fault.said}: {fault.element[:300]}" for fault in faults]
    assert not faults, "\n".join([f"{len(faults)}", *said[:60]])


def test_what_was_reviewed_is_still_there(found: list[Finding]) -> None:
    """An entry that meets nothing is taken away, so that it hides nothing later."""
    assert not [known for known in REVIEWED if not any(meets(known, finding) for finding in found)]
