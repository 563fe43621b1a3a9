"""The guide for staff says what the program does: each message, each command, each picture, and no real city."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from copies import ROOT
from PIL import Image
from plan.__main__ import _parser
from plan.messages.sentences import SENTENCES
from plan.model import Plan
from plan.rules import indicators

FOLDER = ROOT / "hooks/plan/help/guide"
TEXT = (FOLDER / "guide.md").read_text(encoding="utf-8")
#: Pictures stand on lines of their own; what stands in code shows how one is written.
PICTURES = re.findall(r"^!\[([^\]]*)\]\(([^)]*)\)", TEXT, re.MULTILINE)
#: Shorter literal text would be found in any guide.
TELLING = 4


def literal(wording: str) -> str:
    """The words of a message before its first detail; if they say too little, the longest between its details."""
    parts = [text for text, _, _, _ in Formatter().parse(wording)]
    return parts[0] if len(parts[0]) >= TELLING else max(parts, key=len)


@pytest.mark.parametrize("kind", sorted({sentence.kind for sentence in SENTENCES.values()} - {"commands", "pieces"}))
def test_every_message_is_explained(kind: str) -> None:
    """Whatever finding staff can meet stands in a table, as it is printed."""
    tables = "\n".join(line for line in TEXT.splitlines() if line.startswith("| "))
    sentences = {id: sentence for id, sentence in SENTENCES.items() if sentence.kind == kind}
    assert sentences
    assert [id for id, sentence in sentences.items() if literal(sentence.ja) not in tables] == []


def test_every_rule_that_can_be_accepted_is_named() -> None:
    """The table of the inspection gives each rule's id, which `accepted` names, and whether it stops a build."""
    levels = {"error": "誤り", "advice": "指摘"}
    for id, rule in indicators.RULES.items():
        row = next((line for line in TEXT.splitlines() if f"| `{id}` |" in line), "")
        assert literal(SENTENCES[id].ja) in row, id
        assert row in TEXT.split(f"\n「{levels[rule.level]}」は、")[1].split("\n\n")[1], id


def test_pictures_are_there_and_described() -> None:
    """Each picture that the guide names exists, says in words what it shows, and is small; no other lies about."""
    assert len(PICTURES) >= 7
    files = {path.name: path for path in FOLDER.iterdir() if path.name != "guide.md"}
    assert {name for _, name in PICTURES} == set(files)
    for alt, name in PICTURES:
        assert len(alt) > 10, name
        with Image.open(files[name]) as picture:
            assert picture.format == "PNG"
            assert picture.width <= 1200, name
        assert files[name].stat().st_size < 120_000, name
    assert sum(path.stat().st_size for path in files.values()) < 1_000_000


def commands() -> set[str]:
    """What plan.cmd does itself, and what it hands on to the program."""
    batch = (ROOT / "plan.cmd").read_text(encoding="utf-8")
    own = set(re.findall(r'if "%~1"=="(\w+)"', batch))
    choices = next(action.choices for action in _parser()._actions if action.choices)
    return own | set(choices)


def test_every_command_is_known() -> None:
    """Each `plan …` and `make …` that the guide tells to type is there, with its options."""
    named = re.findall(r"(?:`|-m |\.\\)plan ([\w-]+)", TEXT)
    assert len(set(named)) >= 10
    assert set(named) - commands() == set()
    for line in re.findall(r"`plan ([\w-]+ [^`…]+)`", TEXT):
        if line.split()[0] in next(action.choices for action in _parser()._actions if action.choices):
            _parser().parse_args(line.split())
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    targets |= {"addresses", "workbook", "notes", "inspect", "numbers", "translations", "confirm", "schema", "verify"}
    assert set(re.findall(r"`make ([\w-]+)", TEXT)) - targets == set()


def test_make_hands_on_that_nobody_is_asked() -> None:
    """Every command that asks before it writes takes --yes; make gives it with YES=1."""
    commands = next(action.choices for action in _parser()._actions if action.choices)
    asking = {name for name, parser in commands.items() if "--yes" in parser.format_help()}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    there = set(re.findall(r"^\t\$\(PLAN\) ([\w-]+)", makefile, re.MULTILINE))
    handed = set(re.findall(r"^\t\$\(PLAN\) ([\w-]+) .*\$\(if \$\(YES\),--yes\)$", makefile, re.MULTILINE))
    assert {"adopt", "freeze", "opinions-in"} < handed == asking & there


def test_every_link_leads_somewhere() -> None:
    """Links within the guide have their anchors, on the preview's page and where the file itself is read."""
    anchors = re.findall(r'^<a id="([a-z-]+)"></a>$', TEXT, re.MULTILINE)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]*)\)", TEXT)) <= set(anchors)


def test_tasks_take_five_steps_at_most() -> None:
    """A numbered list is five steps long at most, and each step says what one sees."""
    steps = re.findall(r"^(\d+)\. (.*)$", TEXT, re.MULTILINE)
    assert len(steps) > 40
    for number, text in steps:
        assert int(number) <= 5, text
        assert "→" in text, text


def test_the_guide_names_no_real_city(plan: Plan) -> None:
    """The guide goes to any city."""
    for name in plan.details.city.name.root.values():
        for part in (name, name.removesuffix("市"), name.split()[0]):
            assert part not in TEXT
    assert not [id for id in plan.projects if f"{id}.yml" in TEXT]
