"""The invented plan in many more languages: a handful of words of each, put where a translator would put them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from copies import ROOT, copy_plan, edit

WORDS: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    (ROOT / "tests/printed_languages.yml").read_text(encoding="utf-8")
)
#: Where a word stands: the file, what it stands after, and which of the words it is.
PLACES = (
    ("plan.yml", "en: Minamo Town Digital Living Plan", "plan"),
    ("plan.yml", "en: Minamo Town}", "town"),
    ("plan.yml", "{ja: 計画, en: Plan", "part"),
    ("vision.yml", 'en: "Gentle, like water"', "vision"),
    ("projects/one-counter.yml", "en: One Counter", "card"),
    ("projects/one-counter.yml", "en: The town will work on this.", "content"),
    ("projects/one-counter.yml", "en: Number of uses", "uses"),
    ("projects/one-counter.yml", "unit: {ja: 件, en: uses", "unit"),
    ("series/population.yml", "title: {ja: 人口, en: Population", "population"),
)
#: Which of the words are the site's own.
SITE = ("home", "search", "roadmap", "glossary", "menu")


def plan_in(folder: Path, codes: Iterable[str], web_only: Iterable[str] = ()) -> Path:
    """The invented plan in these languages beside its own, made in a folder; returns the folder."""
    copy_plan(folder)
    codes, apart = list(codes), set(web_only)
    last = "  - {code: pt, name: Português, complete: false}\n"
    listed = "".join(
        f"  - {{code: {code}, name: {WORDS[code]['name']}, complete: false{', paper: false' * (code in apart)}}}\n"
        for code in codes
    )
    edit(folder / "data/plan.yml", last, last + listed)
    for file, after, word in PLACES:
        added = "".join(f', {code}: "{WORDS[code][word]}"' for code in codes)
        text = after.removesuffix("}") + added + "}" * after.endswith("}")
        edit(folder / "data" / file, after, text)
    own = {key: {code: WORDS[code][key] for code in codes} for key in SITE}
    (folder / "data/words.yml").write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
    for code in codes:
        words = WORDS[code]
        chapter = f"# {words['chapter']}\n\n## {words['heading']} {{#about}}\n\n{words['text']}\n\n"
        chapter += "{{ structure }}\n\n{{ items: living }}\n\n"
        chapter += f"## {words['population']} {{#population}}\n\n{{{{ chart: population }}}}\n"
        (folder / f"docs/plan/overview.{code}.md").write_text(chapter, encoding="utf-8")
    return folder
