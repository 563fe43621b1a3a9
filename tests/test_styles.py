"""How the site looks is said once: sizes and colors by name, each sheet beside its template, one file for browsers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT
from plan.model import Plan, colors
from plan.showing import styles

LOOKS = ROOT / "overrides/pages"
SHEETS = list(styles.sheets(LOOKS))
#: The sheet of the note on pages of older editions.
ALONE = LOOKS / "styles/older-edition.css"
TOKENS, PRINT = LOOKS / "styles/tokens.css", LOOKS / "styles/print.css"


def bare(path: Path) -> str:
    """A sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def declarations(path: Path) -> list[str]:
    """What a sheet declares, without its selectors and the conditions of `@media`."""
    return re.findall(r"[\w-]+:\s[^;{}]+;", bare(path))


def name_of(path: Path) -> str:
    """A sheet's name under the folder of templates."""
    return path.relative_to(LOOKS).as_posix()


OTHERS = [path for path in SHEETS if path != TOKENS]


def test_every_sheet_is_joined_once() -> None:
    """No sheet lies about that no browser gets; pages of older editions, which have their own, get one more."""
    assert sorted([*SHEETS, ALONE]) == sorted((ROOT / "overrides").rglob("*.css"))
    assert len(SHEETS) > 25


def test_the_order_is_fixed() -> None:
    """Names first; what pages share, then chapters, then single pages; what must have the last word ends it."""
    names = [name_of(path) for path in SHEETS]
    frame = [name for name in names if name.startswith("styles/frame/")]
    assert names[:2] == ["styles/tokens.css", "styles/text.css"]
    assert names[2 : len(frame) + 3] == [*frame, "styles/terms.css"]
    assert (frame[0], frame[-1]) == ("styles/frame/page.css", "styles/frame/phrases.css")
    assert names[-2:] == ["styles/hidden.css", "styles/print.css"]
    folders = [name.rpartition("/")[0] for name in names]
    assert list(dict.fromkeys(folders[:-2])) == ["styles", "styles/frame", "components", "blocks", ""]
    later = names[folders.index("components") : -2]
    assert later == sorted(later, key=lambda name: (folders.index(name.rpartition("/")[0]), name))


@pytest.mark.parametrize("path", OTHERS, ids=name_of)
def test_a_sheet_stands_beside_its_template(path: Path) -> None:
    """Whoever looks for the looks of a template finds them under its name."""
    assert path.is_relative_to(LOOKS / "styles") or path.with_suffix(".html").is_file()


@pytest.mark.parametrize("path", OTHERS, ids=name_of)
def test_sizes_and_colors_have_names(path: Path) -> None:
    """A size or a color is a property of tokens.css or brand.css; only a hairline stands as it is."""
    for declared in declarations(path):
        assert set(re.findall(r"[\d.]+(?:px|r?em|pt|mm)\b", declared)) <= {"1px"}, declared
        value = declared.partition(":")[2]
        assert not re.search(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|black|white|red|gr[ae]y)\b", value), declared


@pytest.mark.parametrize("path", [path for path in SHEETS if path != PRINT], ids=name_of)
def test_only_paper_insists(path: Path) -> None:
    """A rule wins by its place, not by shouting: `!important` is for paper, where all else is put aside."""
    assert "!important" not in bare(path)


def test_names_are_those_that_are_used() -> None:
    """Every property that is asked for is set, and every one that tokens.css sets is asked for."""
    brand = {"brand": "#0e4a54", "accent": "#b5391f", "highlight": "#e2a63a", "paper": "#faf8f4"}
    whole = "".join(bare(path) for path in SHEETS)
    asked = set(re.findall(r"var\((--[\w-]+)\)", whole))
    own = set(re.findall(r"(--[\w-]+):", bare(TOKENS)))
    city = {f"--{name}" for name in colors.scheme(**brand, dark=False)}
    assert own - city == asked - city
    assert asked <= own | city


def test_no_sheet_has_rules_for_nothing() -> None:
    """Each class that a sheet names is written by a template, a script, the program or a chapter."""
    sources = [*(ROOT / "overrides").rglob("*.html"), *(ROOT / "overrides/assets").glob("*.js")]
    sources += [*(ROOT / "hooks").rglob("*.py"), *(ROOT / "docs").rglob("*.md")]
    written = " ".join(path.read_text(encoding="utf-8") for path in sources)
    for path in SHEETS:
        selectors = re.sub(r"\{[^{}]*\}", " ", bare(path))
        for name in set(re.findall(r"\.([a-z][\w-]*)", selectors)):
            assert re.search(rf"(?<![\w-]){name}(?![\w-])", written), f"{name_of(path)}: .{name}"


def test_a_browser_gets_one_sheet_without_comments(site: Path, plan: Plan) -> None:
    """The sheets are published as one, in their order, and not one by one."""
    published = (site / styles.STYLE_SHEET).read_text(encoding="utf-8")
    assert published == styles.style_sheet(LOOKS, plan.languages, actuals=False, editions=True)
    assert "/*" not in published
    assert published.count("{") == published.count("}") > 250
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*.css")) == [
        "assets/brand.css",
        styles.STYLE_SHEET,
    ]


def test_joining_leaves_what_matters(tmp_path: Path, plan: Plan) -> None:
    """Comments and idle blanks go; texts in quotes, blanks between parts and the order stay; `:--narrow` is filled."""
    (tmp_path / "styles/frame").mkdir(parents=True)
    beginning = [path for path in SHEETS if path.is_relative_to(LOOKS / "styles")]
    for path in beginning:
        (tmp_path / path.relative_to(LOOKS)).write_text(
            f"/* of\n {path.stem} */\n.{path.stem} {{\n  top: 0;\n}}\n", encoding="utf-8"
        )
    (tmp_path / "other.css").write_text(":--narrow {\n  top: 0;\n}\n", encoding="utf-8")
    (tmp_path / "page.css").write_text(
        '@media (min-width: 2em) {\n  .a :is(p, q),\n  .b > c::after {\n    content: "a, b;  { c }";\n'
        "    margin: calc(1px + 2px) 0;\n  }\n}\n",
        encoding="utf-8",
    )
    assert styles.style_sheet(tmp_path, plan.languages, actuals=True).splitlines() == [
        *(f".{path.stem}{{top:0}}" for path in beginning[:-2]),
        ":lang(en){top:0}",
        '@media (min-width:2em){.a :is(p,q),.b > c::after{content:"a, b;  { c }";margin:calc(1px + 2px) 0}}',
        ".hidden{top:0}",
        ".print{top:0}",
    ]


def test_lines_may_run_either_way() -> None:
    """No sheet says left or right, nor moves a thing along a line but from its start or end: so Arabic is set too."""
    sided = re.compile(r"([\w-]+-)?(left|right)(-[\w-]+)?:|translate:|(text-align|float): (left|right)")
    found = [f"{name_of(path)}: {line}" for path in SHEETS for line in declarations(path) if sided.match(line)]
    assert found == []
