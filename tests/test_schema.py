"""The help for those who edit the files: every field has its meaning, and the schemas take what is right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import pytest
from copies import INVENTED, ROOT, data_files
from plan import model
from plan.help import editor, fields, schema
from plan.messages.sentences import SENTENCES
from plan.model import Plan, inventory, types
from plan.reading import loader
from plan.reading.yaml_file import YamlFile, parse_yaml, read_yaml
from plan.rules import indicators
from test_structure import records

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

DATA = ROOT / "data"
RULES = {"rules": {rule: SENTENCES[about.reason.id].ja for rule, about in indicators.RULES.items()}}
RECORDS = pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)


def paths(data: Path) -> list[str]:
    """All YAML files of a plan, by their path under its folder."""
    found = [path.relative_to(data).as_posix() for path in data_files(data.parent)]
    assert len(found) > 10
    return found


def plain(value: Any) -> Any:
    """What was read, as JSON would hold it: lists for tuples, and numbers for decimals."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


def validator(of: dict[str, Any]) -> Draft7Validator:
    """What judges data by a schema, dates too."""
    from jsonschema import Draft7Validator, FormatChecker  # two seconds, for those who judge none

    return Draft7Validator(of, format_checker=FormatChecker(["date"]))


def places(of: dict[str, Any], data: Any) -> set[str]:
    """Where a schema refuses data: the places of its errors and the rule that each breaks."""
    return {f"{error.json_path}: {error.validator}" for error in validator(of).iter_errors(data)}


def annotations(record: type[types.Record]) -> dict[str, Any]:
    """The type of each field, by its name in the file."""
    hints = get_type_hints(record, include_extras=True)
    return {info.alias or key: hints[key] for key, info in record.model_fields.items()}


def parts(annotation: Any) -> Iterator[Any]:
    """A type and all types and marks within it."""
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from parts(part)


# ---------------------------------------------------------------- meanings


def test_meanings_are_of_the_records_of_the_model_and_no_other() -> None:
    """A record that goes leaves no meaning behind, and a new one comes with its own."""
    assert set(fields.meanings()) == {record.__name__ for record in records()} | {"README"}


@RECORDS
def test_every_field_has_its_meaning_and_a_good_example(record: type[types.Record]) -> None:
    """In the order of the model, each with what it may need and nothing else; so has the record itself."""
    known = dict(fields.meanings()[record.__name__])
    assert known.pop("_").strip()
    assert list(known) == list(annotations(record))
    for name, meaning in known.items():
        assert {"means", "good"} <= set(meaning) <= {"means", "good", "bad", "choices"}, name
        texts = [meaning[key] for key in ("means", "good", "bad") if key in meaning]
        assert all(isinstance(text, str) and text.strip() for text in texts), name
        assert meaning["means"].endswith("。"), name


@RECORDS
def test_every_choice_has_its_meaning(record: type[types.Record]) -> None:
    """The choices of a field are those of the model, in its order; a field without any has none."""
    for name, annotation in annotations(record).items():
        choices = [choice for part in parts(annotation) if get_origin(part) is Literal for choice in get_args(part)]
        assert list(fields.meanings()[record.__name__][name].get("choices", ())) == choices, name


def lenient(of: Any) -> Any:
    """A schema without its required fields: an example shows one point and leaves out the rest."""
    if isinstance(of, dict):
        return {key: lenient(value) for key, value in of.items() if key != "required"}
    return [lenient(value) for value in of] if isinstance(of, list) else of


def examples(kind: Literal["good", "bad"]) -> Iterator[tuple[str, type[types.Record], str]]:
    """The good or the bad examples, as they stand in a file: of which field, of which record, the text."""
    for record in records():
        for help_ in fields.field_helps(record):
            value = help_.good if kind == "good" else help_.bad
            if value is not None:
                yield help_.name, record, fields.example(help_.name, value)


def refused(record: type[types.Record], text: str) -> set[str]:
    """What the reader of YAML or the schema of a record says against an example."""
    fields = lenient(schema.record_schema(record, schema.Setting({"ja": "日本語", "en": "English"}, (), {})))
    file = YamlFile("example")
    parse_yaml(text.encode(), file)
    return {str(finding) for finding in file.findings} or places(fields, plain(file.data))


def test_a_good_example_is_right() -> None:
    """What is shown as good is taken: no field misspelt, no value of a wrong kind."""
    shown = list(examples("good"))
    assert len(shown) > 250
    assert [text for _, record, text in shown if refused(record, text)] == []


def test_a_bad_example_is_wrong() -> None:
    """What is shown as bad is refused, so the editor marks it; only of a text nothing can tell."""
    shown = [
        (record, text)
        for name, record, text in examples("bad")
        if {types.Text, types.OwnText, types.FillingName, types.Line}.isdisjoint(parts(annotations(record)[name]))
    ]
    assert len(shown) > 100
    assert [text for record, text in shown if not refused(record, text)] == []


# ---------------------------------------------------------------- schemas


def committed(path: str) -> dict[str, Any]:
    """The schema of a file as it stands under data/."""
    text = (DATA / f"schema/{schema.schema_name(path)}.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def test_help_is_what_the_model_and_the_plan_make_now(plan: Plan) -> None:
    """The committed schemas and README are up to date, and no schema is left of a kind that is gone."""
    made = editor.editor_help(plan, RULES)
    assert len(made) > 20
    stale = [
        name
        for name, text in made.items()
        if not (DATA / name).is_file() or (DATA / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, f"run `make schema` to renew {', '.join(stale)}"
    present = {path.relative_to(DATA).as_posix() for path in (DATA / "schema").iterdir()}
    assert present == set(made) - {"README.md", "WORDS.md"}


def test_only_what_differs_is_written(plan: Plan, tmp_path: Path) -> None:
    """A second run writes nothing; a file that was changed is written again."""
    everything = editor.write_editor_help(tmp_path, plan, RULES)
    assert {path.relative_to(tmp_path).as_posix() for path in everything} == set(editor.editor_help(plan, RULES))
    assert editor.write_editor_help(tmp_path, plan, RULES) == []
    (tmp_path / "schema/plan.json").write_text("{}", encoding="utf-8")
    assert editor.write_editor_help(tmp_path, plan, RULES) == [tmp_path / "schema/plan.json"]
    assert (tmp_path / "schema/plan.json").read_text(encoding="utf-8").endswith("}\n")


def test_schemas_are_schemas(plan: Plan) -> None:
    """Each is sound by the draft that it names."""
    made = schema.schemas(schema.setting(plan, RULES))
    assert len(made) > 20
    for of in made.values():
        judge = type(validator(of))
        assert of["$schema"] == judge.META_SCHEMA["$schema"]
        judge.check_schema(of)


@pytest.mark.parametrize("path", paths(DATA))
def test_every_file_of_the_plan_is_valid(path: str) -> None:
    """The editor marks nothing in a plan that the program takes."""
    file = read_yaml(DATA / path, path)
    assert file.data
    assert places(committed(path), plain(file.data)) == set()


def test_every_file_of_another_plan_is_valid() -> None:
    """Schemas follow the plan: its languages, its ids, the files it does without."""
    plan = loader.load_plan(INVENTED / "data", INVENTED / "docs").plan
    assert plan
    made = schema.schemas(schema.setting(plan, RULES))
    for path in paths(INVENTED / "data"):
        data = plain(read_yaml(INVENTED / "data" / path, path).data)
        assert places(made[schema.schema_name(path)], data) == set(), path
    title = made["project"]["properties"]["title"]
    assert (list(title["properties"]), title["required"]) == (["ja", "en", "pt"], ["ja", "en"])


WRONG = {
    "a misspelt field": ("titel", {"ja": "題名", "en": "Title"}, "$: additionalProperties"),
    "an unknown item": ("under", "no-such-item", "$.under: enum"),
    "an unknown family": ("families", {"no-such-family": ["a"]}, "$.families: additionalProperties"),
    "an unknown tool": ("families", {"tools": ["no-such-tool"]}, "$.families.tools[0]: enum"),
    "an unknown department": ("departments", ["no-such-department"], "$.departments[0]: enum"),
    "an unknown rule": ("accepted", [{"rule": "no-such-rule", "reason": "理由"}], "$.accepted[0].rule: enum"),
    "no tool": ("families", {"tools": []}, "$.families.tools: minItems"),
    "a text without its English": ("title", {"ja": "題名"}, "$.title: required"),
    "a language that the plan has not": (
        "title",
        {"ja": "題名", "en": "T", "xx": "T"},
        "$.title: additionalProperties",
    ),
    "a blank text": ("content", {"ja": "　", "en": "Text"}, "$.content.ja: pattern"),
    "a year of an era": (
        "schedule",
        {"phases": [{"id": "a", "title": {"ja": "試行", "en": "Trial"}, "from": "令和8", "to": 2027}]},
        "$.schedule.phases[0].from: type",
    ),
    "a field by its name in the program": (
        "schedule",
        {"phases": [{"id": "a", "title": {"ja": "試行", "en": "Trial"}, "first": 2026, "last": 2027}]},
        "$.schedule.phases[0]: additionalProperties",
    ),
    "a number in words": ("number", "一", "$.number: type"),
    "an item without its list": ("families", {"kind": "standard"}, "$.families.kind: type"),
}


@pytest.mark.parametrize(("name", "value", "refused"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_in_its_place(name: str, value: object, refused: str) -> None:
    """A card with one mistake is refused, for that mistake alone."""
    path = next(path for path in paths(DATA) if path.startswith("projects/"))
    card = plain(read_yaml(DATA / path, path).data)
    assert places(committed(path), {**card, name: value}) == {refused}


def test_what_is_required_is_what_has_no_default() -> None:
    """Each field of a card that the model needs is missed when it is not there, and no other is."""
    card = plain(read_yaml(DATA / "projects" / next((DATA / "projects").glob("*.yml")).name, "card").data)
    needed = {name for name, info in model.Project.model_fields.items() if info.is_required()}
    assert needed
    for name in card:
        without = {key: value for key, value in card.items() if key != name}
        assert places(committed("projects/x.yml"), without) == ({"$: required"} if name in needed else set()), name


def test_the_ids_of_every_kind_are_completed(plan: Plan) -> None:
    """Each kind of reference in the model has its ids, all with a name in Japanese; a kind not given has no list."""
    kinds = {
        part.kind
        for record in records()
        for annotation in annotations(record).values()
        for part in parts(annotation)
        if isinstance(part, types.Reference)
    }
    assert len(kinds) > 7
    known = dict(schema.setting(plan, RULES).names)
    assert kinds == {kind for kind in known if not kind.startswith("families/")}
    assert {kind for kind in known if kind.startswith("families/")} == {f"families/{id}" for id in plan.families}
    assert not known.pop("scales")  # the plan has none of its own
    assert not known.pop("verdict-rules")
    for kind, ids in known.items():
        assert ids, kind
        assert all(name.strip() for name in ids.values()), kind
    under = committed("projects/x.yml")["properties"]["under"]
    assert dict(zip(under["enum"], under["enumDescriptions"], strict=True)) == known["items"]
    rule = schema.record_schema(model.Acceptance, schema.setting(plan, {}))["properties"]["rule"]
    assert "enum" not in rule
    assert rule["pattern"]


def test_a_plan_changes_only_words_that_the_site_has() -> None:
    """In words.yml a word of the site may be given in any language of the plan, and no other word."""
    of = committed(inventory.WORDS)
    assert places(of, {"home": {"ja": "表紙"}}) == set()
    assert places(of, {"hom": {"ja": "表紙"}}) == {"$: additionalProperties"}
    assert places(of, {"home": {"xx": "表紙"}}) == {"$.home: additionalProperties"}


@pytest.mark.parametrize("path", paths(DATA))
def test_the_first_line_of_a_file_names_its_schema(path: str) -> None:
    """The editor finds the schema by this line: it leads from the file to one that is there, of the file's kind."""
    line = (DATA / path).read_text(encoding="utf-8").split("\n", 1)[0]
    start, _, target = line.partition("=")
    assert start == "# yaml-language-server: $schema"
    kind = {"projects": "project", "series": "series", "families": "family", ".": Path(path).stem}[
        str(Path(path).parent)
    ]
    assert (DATA / path).parent.joinpath(target).resolve() == DATA / f"schema/{kind}.json"
    assert (DATA / f"schema/{kind}.json").is_file()
    assert line == schema.schema_comment(path)


def described(
    record: type[types.Record], of: dict[str, Any], whole: dict[str, Any] | None = None
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each field of a record and of those in it: the class it belongs to, its name, its schema."""
    whole = whole or of
    for name, annotation in annotations(record).items():
        inner = of["properties"][name]
        yield record.__name__, name, inner
        for part in parts(annotation):
            if isinstance(part, type) and issubclass(part, types.Record) and part is not record:
                held = inner.get("items", inner)
                yield from described(part, whole["definitions"][part.__name__] if "$ref" in held else held, whole)


def test_hovering_shows_both_meanings_and_the_examples() -> None:
    """The description of every field of every file holds the Japanese and the English, plain and as Markdown."""
    files = inventory.kinds()
    helps = {(record.__name__, help_.name): help_ for record in records() for help_ in fields.field_helps(record)}
    seen = set()
    for path, record in files.items():
        for owner, name, inner in described(record, committed(path)):
            help_ = helps[owner, name]
            seen.add((owner, name))
            assert help_.ja in inner["description"], (owner, name)
            assert help_.en in inner["description"], (owner, name)
            assert fields.example(name, help_.good) in inner["description"], (owner, name)
            assert f"```yaml\n{fields.example(name, help_.good)}\n```" in inner["markdownDescription"], (owner, name)
    assert seen == set(helps)


def test_the_english_meaning_is_the_sentence_of_the_model() -> None:
    """It stands under the field in the model, also where another class defines the field."""
    modules = sorted(Path(model.__file__).parent.glob("*.py"))
    source = " ".join(" ".join(path.read_text(encoding="utf-8") for path in modules).split())
    for record in records():
        for help_ in fields.field_helps(record):
            assert f'"""{help_.en}"""' in source, (record.__name__, help_.name)
    found = {help_.name: help_.en for help_ in fields.field_helps(model.Challenge)}
    assert found["id"] == "The challenge's lasting id."
    assert found["points"] == "One sentence each."
