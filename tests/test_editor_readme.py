"""The pages of help beside the data: what they list, whom they are about, and that they come back."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from copies import ROOT
from plan.help import editor, fields, readme
from plan.help.words import words_table
from plan.model import Plan, inventory
from plan.reading.placeholders import PLACEHOLDERS
from test_schema import RULES, committed, described


def test_the_readme_has_a_row_for_every_field_of_every_file() -> None:
    """Under the heading of each file stand its fields and those of the records in it, each row with all its cells."""
    sections = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", readme.readme(), re.MULTILINE | re.DOTALL))
    rows = 0
    for path, record in {path.replace("<", "&lt;"): record for path, record in inventory.kinds().items()}.items():
        found = [line for line in sections[path].splitlines() if line.startswith("| `")]
        fields = {(owner, name) for owner, name, _ in described(record, committed(path))}
        assert len(found) == len(fields), path
        assert [line for line in found if len(re.findall(r"(?<!\\)\|", line)) != 6] == []
        rows += len(found)
    assert rows > 200


def test_the_readme_leads_to_its_own_headings() -> None:
    """Each link of the list of files is the name that GitHub gives to a heading."""
    text = readme.readme()
    headings = {
        re.sub(r"[^\w -]", "", heading.replace("&lt;", "<").lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)", text, re.MULTILINE)
    }
    links = re.findall(r"\]\(#([^)]*)\)", text)
    assert len(links) == len(inventory.kinds()) + 2
    assert set(links) <= headings


def test_the_readme_is_about_no_one_city(plan: Plan) -> None:
    """Any city can take it: it names neither this one nor one of its cards."""
    text = readme.readme()
    assert plan.structure
    telling = [
        *plan.details.city.name.root.values(),
        *plan.projects,
        *(item.title["ja"] for item in plan.structure.items),
    ]
    assert len(telling) > 10
    assert [words for words in telling if words in text] == []


def test_the_readme_says_what_a_chapter_can_ask_for() -> None:
    """Every placeholder, with what it gives in both languages; and none that there is not."""
    rows = dict(re.findall(r"^\| `\{\{ ([a-z-]+)[^`]*\}\}` \| (.*?) \|", readme.readme(), re.MULTILINE))
    assert rows.keys() == PLACEHOLDERS.keys() == fields.meanings()["README"]["placeholders"].keys()
    assert [name for name, said in rows.items() if not re.fullmatch(r"[^*]+。<br>\*[^*]+\.\*", said)] == []


def test_every_word_that_a_city_can_change_is_listed() -> None:
    """Once each, as the program says it, with what fills it."""
    own = yaml.safe_load((ROOT / "hooks/plan/reading/words.yml").read_text(encoding="utf-8"))
    rows = re.findall(r"^\| `([a-z0-9_-]+)` \| (.*) \| (.*) \| (.*) \|$", words_table(), re.MULTILINE)
    assert [key for key, *_ in rows] == list(own)
    for key, *said, slots in rows:
        assert [text.replace(r"\|", "|").replace("&lt;", "<").replace("<br>", "\n") for text in said] == list(
            own[key].values()
        )
        assert set(re.findall(r"\{\w+\}", slots)) == set(re.findall(r"\{\w+\}", " ".join(said)))


def test_help_that_is_gone_with_the_folder_is_told_and_comes_back(plan: Plan, tmp_path: Path) -> None:
    """One point that says how; what is there, and a city may have changed, is not written over."""
    (tmp_path / "README.md").write_text("ours", encoding="utf-8")
    (point,) = editor.lacking(tmp_path)
    count = len(editor.editor_help(plan, RULES)) - 1
    assert str(point).startswith(f"{tmp_path.name}/WORDS.md: 入力を助けるファイル")
    assert point.details == {"count": count}
    assert len(editor.bring_back(tmp_path, plan)) == count
    assert list(editor.lacking(tmp_path)) == editor.bring_back(tmp_path, plan) == []
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "ours"
