"""A plan may begin in one language: the site speaks that one, and nothing leads to another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import build
from copies import copy_city, copy_plan
from fewer_languages import keep_languages
from plan.commands.po_export import export
from plan.commands.terminal import REFUSED
from plan.reading.loader import load_plan


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the invented plan in Japanese alone."""
    folder = copy_city(tmp_path_factory.mktemp("alone"))
    keep_languages(folder, ["ja"])
    return build(folder)


def test_a_plan_in_japanese_alone_is_published(built: Path) -> None:
    """With its PDFs; no page names another language or leads to one."""
    assert [path.name for path in (built / "pdf").iterdir() if path.is_dir()] == ["ja"]
    assert not (built / "en").exists()
    pages = [*built.rglob("*.html")]
    assert len(pages) > 10
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r'<html[^>]* lang="([^"]*)"', text)) == {"ja"}
        assert not re.search(r'hreflang="(?!ja|x-default)|href="[^"]*\ben/', text), page
        if page.parent.name != "data":  # its rules speak of words in English
            assert not re.search("English|英語", text), page


def test_it_has_nothing_to_translate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The agency's file is refused in one sentence."""
    folder = copy_plan(tmp_path)
    keep_languages(folder, ["ja"])
    assert export(folder / "data", folder / "docs", folder / "ja.po") == REFUSED
    assert capsys.readouterr().out == (
        "この計画は、ほかの言語に訳されていません。訳すときは、data/plan.yml の languages に言語を加えます / "
        "this plan has one language; to translate it, add another to 'languages' in data/plan.yml\n"
    )
    assert not (folder / "ja.po").exists()


def test_english_may_come_little_by_little(tmp_path: Path) -> None:
    """As any other language that is not complete."""
    folder = copy_plan(tmp_path)
    plan = folder / "data/plan.yml"
    text = plan.read_text(encoding="utf-8").replace("name: English}", "name: English, complete: false}")
    plan.write_text(text.replace(", en: A small plan of Minamo Town.", ""), encoding="utf-8")
    (folder / "docs/plan/overview.en.md").unlink()
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    assert loaded.plan.languages.complete == ("ja",)
