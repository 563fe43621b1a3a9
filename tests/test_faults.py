"""Every fault in a plan is found in one run, each as one sentence with its place, and nothing sound is blamed."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from cases import Case, cases
from copies import ROOT, change, copy_plan
from plan.messages.findings import FileLine, Finding, report
from plan.messages.sentences import SENTENCES, Sentence
from plan.model import inventory
from plan.model.types import Languages
from plan.reading.loader import load_plan
from plan.reading.words import load_words
from plan.reading.yaml_file import YamlFile, read_yaml
from test_yaml_file import CASES as FILE_CASES

LINT_CASES = cases("lint", "edits", "write", "delete", "findings", "remarks")
CASES = cases("faults", "edits", "write", "bytes", "link", "delete", "findings")
#: The kinds of sentences that tell a fault of the plan.
KINDS = {"files", "fields", "records", "words", "chapters", "indicators"}
#: Sentences for what a plan cannot bring about: a file that may not be opened (test_yaml_file), and two kinds of
#: fault that no field of the schema has today.
WITHOUT_CASE = {"unreadable", "too-many", "invalid"}

#: What stands for `<every file>` in a case: a new file of a plan changes no case.
EVERY_FILE = ", ".join((*inventory.FILES, inventory.WORDS, *(f"{folder}/<id>.yml" for folder in inventory.FOLDERS)))


@pytest.mark.parametrize("case", CASES)
def test_every_fault_is_found_and_no_other(case: Case, tmp_path: Path) -> None:
    """The findings are exactly those of the case, in the order of files and lines; without any there is a plan."""
    folder = copy_plan(tmp_path)
    change(case, folder)
    loaded = load_plan(folder / "data", folder / "docs")
    expected = [line.replace("<every file>", EVERY_FILE) for line in case["findings"]]
    assert [str(finding) for finding in loaded.findings] == expected
    assert (loaded.plan is None) == bool(expected)
    assert bool(loaded.chapters) == (loaded.plan is not None)


@pytest.mark.sweep
def test_any_line_taken_out_leaves_a_plan_or_findings(tmp_path: Path) -> None:
    """Whatever one line of the plan is lost, loading does not fail: it gives a plan, or says what is wrong."""
    folder = copy_plan(tmp_path)
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(paths) > 10
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for number in range(len(lines)):
            path.write_text("".join(lines[:number] + lines[number + 1 :]), encoding="utf-8")
            loaded = load_plan(folder / "data", folder / "docs")
            assert (loaded.plan is None) == bool(loaded.findings), f"{path.name}:{number + 1}"
        path.write_text("".join(lines), encoding="utf-8")


def test_every_wording_is_shown_by_a_case() -> None:
    """A new kind of fault comes with a case that shows both its sentences."""
    shown = [line for param in (*CASES, *FILE_CASES) for line in param.values[0].get("findings", ())]
    shown += [line for param in LINT_CASES for key in ("findings", "remarks") for line in param.values[0][key]]
    shown += [re.sub(r" \[[^\]]+\]$", "", line) for line in shown]  # what is accepted has its reason in brackets
    assert len(shown) > 100
    told = {id: sentence for id, sentence in SENTENCES.items() if sentence.kind in KINDS}
    assert len(told) > 90
    unseen = {id for id, sentence in told.items() if not any(map(pattern(sentence).search, shown))}
    assert unseen == WITHOUT_CASE


def pattern(sentence: Sentence) -> re.Pattern[str]:
    """What any finding of a sentence looks like."""
    parts = Formatter().parse(f"{sentence.ja} / {sentence.en}")
    return re.compile("".join(re.escape(text) + (".*" if name is not None else "") for text, name, _, _ in parts) + "$")


def test_a_complete_language_needs_every_word_of_the_site() -> None:
    """With `complete: true` for Portuguese, each word of the site that words.yml does not translate is a fault."""
    known = read_yaml(ROOT / "hooks/plan/reading/words.yml", "words.yml").data
    assert isinstance(known, dict)
    everything = YamlFile("data/words.yml", {key: {"pt": text["ja"]} for key, text in known.items()})
    assert len(everything.data) > 100  # type: ignore[arg-type]
    languages = Languages(("ja", "en", "pt"), ("ja", "en", "pt"))
    texts, findings = load_words(everything, "data/words.yml", languages, None)
    assert not findings
    assert set(texts) == set(known)
    del everything.data["home"]  # type: ignore[attr-defined]
    _, findings = load_words(everything, "data/words.yml", languages, None)
    assert [str(finding) for finding in findings] == [
        "data/words.yml:1: home: pt の文が必要です。ありません / the text in pt is required; it is missing"
    ]
    _, findings = load_words(None, "data/words.yml", languages, None)
    assert {finding.field for finding in findings} == set(known)
    assert {finding.english for finding in findings} == {"the text in pt is required; it is missing"}


def test_the_report_counts_and_orders_its_findings() -> None:
    """One heading with the number of faults, then each once, by file and line; two of one kind on one line are two."""
    first = Finding(FileLine("data/a.yml", 2), "hidden-character", {"code": "U+200B"})
    other = Finding(FileLine("data/a.yml", 2), "hidden-character", {"code": "U+202E"})
    later = Finding(FileLine("data/a.yml", 10, "x"), "blank-text")
    page = Finding(FileLine("docs/a.md"), "no-title")
    assert report([page, later, other, first, other, page]) == (
        "データに4件の誤りがあります。サイトは作られていません / 4 fault(s) in the data; no site was built\n"
        "  data/a.yml:2: 見えない制御文字（U+200B）が入っています。取り除いてください / "
        "holds an invisible control character (U+200B); take it out [hidden-character]\n"
        "  data/a.yml:2: 見えない制御文字（U+202E）が入っています。取り除いてください / "
        "holds an invisible control character (U+202E); take it out [hidden-character]\n"
        "  data/a.yml:10: x: 文が必要です。空です / must hold text; it is blank [blank-text]\n"
        "  docs/a.md:1: 1行目に「# 見出し」が必要です / the first line must be '# Title' [no-title]"
    )


def test_the_report_says_what_may_be_accepted_and_how() -> None:
    """Below all findings stands once which rules a city may accept in a card, and where it writes why."""
    found = Finding(FileLine("data/a.yml", 2), "no-unit", acceptable=True)
    other = Finding(FileLine("data/a.yml", 9), "no-department", acceptable=True)
    assert report([found, other, found]).splitlines()[-1] == (
        "no-department, no-unit は、確かめたうえでそのままでよければ、"
        "カードか項目の accepted に rule と理由を書いて残せます。"
        "計画全体でよければ、plan.yml の accepted に一度だけ書きます / "
        "no-department, no-unit: what you have looked at may stand; "
        "write the rule with your reason under 'accepted' on the card or item, or once in plan.yml for the whole plan"
    )
