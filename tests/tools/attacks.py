"""Texts that mean something to a machine that they pass through, and a plan in which every text is one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copies import copy_plan
from hostile import Raw, loose, written
from plan.model.readings import NO_KANA
from plan.reading.yaml_file import read_yaml

#: Whole texts, by family: each means something to one of the machines that a text passes through.
ATTACKS: Mapping[str, str] = {
    "elements": (
        "<script>alert(1)</script><img src=x onerror=alert(1)><svg "
        "onload=alert(1)></svg><iframe src=//evil.example><"
        "/iframe><style>*{color:red}</style><b>b</b> &lt;i&gt; &amp;amp; &copy; &#60;u&#62;"
    ),
    "ends": ("</title></textarea></script></style></p></td></a>--><!-- <!DOCTYPE x> <![CDATA[ ]]> <?php ?> </article>"),
    "attributes": (
        '" onmouseover="alert(1)" x="\' onfocus=\'alert(1)\' autofocus `onclick=alert(1)` javascript:alert(1)'
    ),
    "links": (
        "[a](javascript:alert(1)) ![b](x.png) [c]: //evil.example "
        "<https://evil.example> <a@b.example> [[d]] [^1] [e][f] http://evil.example"
    ),
    "marks": (
        "# h ## h {#main} *a* **b** _c_ `d` ~~e~~ ==f== ++g++ | h | i | :--- > j - k + l 1. m --- ``` ~~~ !!! n \\* \\"
    ),
    "lists of attributes": "a{: onclick=alert(1) .x #main} {#id} {.class} {: style='color:red'} {: #x }",
    "templates": (
        "{{ 7*7 }} {% raw %} {# x #} {{ config }} {{ items }} ${7*7} #{7*7} <%= 7*7 %> {0.__class__} {count} %s %(x)s"
    ),
    "typesetter": (
        '#read("/etc/passwd") #eval("1+1") $x^2$ @ref <label> #let x = 1; \\u{41} // c /* d */ = h + i #[j] ~ --'
    ),
    "formulas": '=1+1 +1 -1 @SUM(A1) =HYPERLINK("https://evil.example","x") |cmd, ; "a""b"',
    "machines": (
        '--- title: x --- ... "}]}; alert(1);// {"a":1} \\u003cscript\\u003e \\" \\n '
        "%0a %3Cscript%3E ${x} `x` ' \" $& $1"
    ),
    "lines": (
        "一行目\n\n# heading\n\n- item\n\n    <script>alert(1)</script>\n\n{{ structure }}\n\n| a | b "
        "|\n|---|---|\n\n---\ntitle: x\n---"
    ),
    "path": "../../../../etc/passwd ..\\..\\x C:\\con /etc/passwd file:///etc/passwd",
    "long": "長" * 150 + "x" * 450,
}
#: Letters that a file should not hold, or that no reader sees.
HIDDEN = [
    "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u00ad", "\u061c", "\u200b", "\u200e", "\u202e", "\u2028", "\u2029",
    "\u2066", "\ufeff", "\ufffe", "\ufff9", "\U000e0041", "\ud800", "\udfff", "\U0010ffff", "e\u0301" * 3,
    "\U0001f600",
]  # fmt: skip
#: What stands where something else is wanted.
SCALARS: Sequence[Any] = [
    None, True, False, 0, -1, 1, 10**15, 10**29, -(10**29), Raw("-0"), Raw("-0.0"), Raw("+7"), Raw("1e400"),
    Raw("-1E-400"), Raw("9" * 30), Raw("9" * 31), Raw("9" * 10_000), Raw("-" + "9" * 10_000),
    Raw("0." + "3" * 10_000), Raw("9" * 400 + ".5"), Raw("99999999999999999999999999.99"), Raw(".nan"), Raw("-.inf"),
    Raw("NaN"), Raw("0x1F"), Raw("0o17"), Raw("1_000"), Raw("1:30"), Raw("１２"), Raw("2026-02-30"), Raw("yes"),
    Raw("~"), "", " ", "\n", "x", [], {}, [None], [[]], [{}], {"": ""}, {"ja": "x"}, {"ja": "x", "en": "x"},
    {"ja": "x", "en": ["x"]}, {"ja": None, "en": 1}, {"xx": "x"}, ["x", "x"], Raw("&a x"), Raw("*a"),
    Raw("!!python/object/apply:os.system [id]"), Raw("!!binary aGk="), Raw("!x y"), Raw("{<<: *a}"),
    Raw("{<<: {id: x}}"), Raw("[" * 40 + "]" * 40), Raw("? [a]"), Raw("- - -"), Raw("%x"), Raw("@x"), Raw("`x`"),
    Raw("{"), Raw("'"), Raw('"\\ud800"'), Raw('"\\udc00\\ud800"'), Raw('"\\x00"'), Raw('"\\u202e"'), Raw("|\n"),
    Raw(">9\n x"), Raw("#"),
]  # fmt: skip
#: What stands where an id, a code, a color, an address or a name of a file is wanted.
WORDS: Sequence[str] = [
    "../x", "..", ".", "/", "a/../../b", "<b>", "x\" onclick=\"y", "a b", "A", "日本", "%2e%2e", "con", "nul", "com1",
    "aux", "index", "plan", "main", "search", "assets", "pdf", "en", "ja", "x" * 61, "x" * 250, "x" * 5000, "--",
    "-x", "a_b", "{{x}}", "#x", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.example", "https://", "https://[",
    "https://[x/", "https://x.example", "https://x.example/?a=1&copy=2", "https://x.example/#a",
    "https://x.example/`{{x}}`|*_\\", "https://" + "x" * 5000 + ".example/", "https://x.example/" + "y" * 5000 + "/",
    "http://a\u2100b/", "#ffffff", "#FFF", "red", "#12345g", "expression(1)", "2026-04-01", "9999-12-31",
    "1900-01-01", "2100-01-01", "00000", "x\ny",
]  # fmt: skip
KEYS: Sequence[object] = [
    "", " ", "x", "ja", "en", "id", "<script>alert(1)</script>", "../x", "\x1b[31m", "\u202e", "\n", "日本語",
    "__class__", "model_config", "root", "a" * 800, "k" * 5000, Raw("<<"), Raw("? [a]"), Raw("? {a: b}"),
    Raw("!!str x"), Raw("&a x"), Raw("*a"), Raw("1"), Raw("~"),
]  # fmt: skip
#: Names of files that people, systems and attackers make.
NAMES: Sequence[str] = [
    "X.yml", "x.YML", "x.yaml", "x.yml.yml", ".yml", " .yml", "a b.yml", "日本語.yml", "con.yml", "NUL.yml", "aux.yml",
    "com1.yml", "..yml", "..%2f.yml", "<script>alert(1)</script>.yml".replace("/", "\u2215"), "a'b\".yml", "x\ny.yml",
    "\x1b[31m.yml", "\u202eimy.yml", "index.yml", "plan.yml", "all.yml", "x" * 61 + ".yml", "x" * 200 + ".yml",
    "-.yml", "a--b.yml", "é.yml", "e\u0301.yml", "#x.yml", "~x.yml", ".#plan.yml", "plan.yml~", "plan.yml.bak",
    "Thumbs.db", ".DS_Store", "x.json", "x.md", "*.yml", "[a].yml", "{{x}}.yml", "\udcff.yml", "deep/er/x.yml",
    "x/index.yml",
]  # fmt: skip


#: How many items a plan keeps of a list that only makes it long.
_KEPT = {"notes": 6, "terms": 8, "synonyms": 4, "criteria": 4, "sources": 99}
#: A word that is a term of the glossary, so that the first mention on a page is linked, before the attack.
TERM = {"ja": "窓口", "en": "counter"}


def small_plan(plan: Path, root: Path) -> None:
    """A plan with every kind of record of a real one, and few of each, under `root`."""
    copy_plan(root, plan, "schema", "translations.txt", "README.md")
    trees = {path: loose(read_yaml(path, path.name).data) for path in sorted((root / "data").rglob("*.yml"))}
    cards = [path for path in trees if path.parent.name == "projects"]
    chosen = {
        kind: [path.stem for path in cards if kind in trees[path]["families"]["kind"]][:3]
        for kind in ("standard", "individual")
    }
    kept = {id for ids in chosen.values() for id in ids}
    for path in cards:
        if path.stem not in kept:
            path.unlink()
            del trees[path]
    for path, tree in trees.items():
        for key, most in _KEPT.items():
            if isinstance(tree.get(key), list) and path.parent.name == "data":
                tree[key] = tree[key][:most]
        if path.name == "plan.yml":
            tree["featured"] = [id for id in tree["featured"] if id in kept] or sorted(kept)[:2]
        if path.name == "topics.yml":
            topics = [topic | {"projects": [id for id in topic["projects"] if id in kept]} for topic in tree["topics"]]
            tree["topics"] = [topic for topic in topics if topic["projects"]] or [
                topics[0] | {"projects": sorted(kept)}
            ]
        if path.name == "notes.yml":
            tree["notes"] = [note for note in tree["notes"] if note.get("subject") in kept | {None}]
        path.write_text(written(tree) + "\n", encoding="utf-8")
    for path in (root / "docs").rglob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("※", ""), encoding="utf-8")


@dataclass
class Marked:
    """The data of a plan with a text of attack in every text, each between two marks of its own."""

    trees: dict[str, Any]
    texts: dict[str, str] = field(default_factory=dict)
    """What was written, by its mark."""

    def write(self, root: Path) -> None:
        """Write the files under `root`."""
        for name, tree in self.trees.items():
            (root / name).write_text(written(tree) + "\n", encoding="utf-8")


#: Fields that hold bare text in the staff's own words; `name` and `tools` only in some records.
_LINES = frozenset(("reading", "index", "romanized", "reason"))
#: Bare texts that are looked for elsewhere, or not shown.
_ALONE = frozenset(("words",))


#: Texts of families in which the program fills a number or a name: a brace is no text there, and is refused elsewhere.
_FILLED = frozenset(("card_number", "card_number_short", "count", "item_cards", "cards_lead"))


def marked(trees: Mapping[str, Any], attack: Callable[[int], str]) -> Marked:
    """Every text of the plan replaced by the attack of its number."""
    found = Marked({})

    def said(language: str, key: str = "") -> str:
        number = len(found.texts)
        mark, hostile = f"Q{number:05}Q", attack(number)
        if key in ("title", "name", "unit", "label"):  # none has lines; of one with any a sentence tells
            hostile = " ".join(hostile.split("\n"))
        if key == "reading":  # none has kanji or half-width kana, which are told for themselves
            hostile = re.sub(f"[{NO_KANA}]", "か", hostile)
        text = f"{mark} {TERM.get(language, '')} {hostile} Z{number:05}Z"
        found.texts[mark] = text
        return text

    def within(value: Any, key: str, path: str) -> Any:
        if (
            isinstance(value, dict)
            and value
            and all(step in ("ja", "en") and isinstance(item, str) for step, item in value.items())
        ):
            if path.endswith("levels.yml") and key in ("one", "many"):  # names that stand within the site's words
                return value
            if "/families/" in path and (key in _FILLED or (key == "description" and path.endswith("#words"))):
                return value
            return {language: said(language, key) for language in value}
        if isinstance(value, dict) and key == "aliases":
            return {language: [said("") for _ in names] for language, names in value.items()}
        if isinstance(value, dict):
            inner = f"{path}#words" if key == "words" else path
            whole = {step: within(item, step, inner) for step, item in value.items()}
            if "gist" in whole:  # word for word from the content
                whole["gist"] = whole["content"]
            return whole
        if isinstance(value, list):
            bare = path.endswith(("synonyms.yml", "accessibility.yml")) and key in ("words", "tools")
            return [said("") if bare else within(item, key, path) for item in value]
        bare = (
            key in _LINES
            or (path.endswith("plan.yml") and key == "name")
            or (path.endswith("accessibility.yml") and key == "number")
        )
        return said("", key if key == "reading" else "") if bare and isinstance(value, str) else value

    for path, tree in trees.items():
        if path.startswith("data/") and path.endswith(".yml") and path != "data/words.yml":
            found.trees[path] = within(tree, "", path)
    first = found.trees["data/glossary.yml"]["terms"][0]
    first["name"] = dict(TERM)
    return found


def harmless(attack: str) -> str:
    """A text of as many paragraphs as the attack, which means nothing to any machine."""
    word = "text" if attack.isascii() else "文text"  # by which the glossary is sorted
    return "\n".join(word if line.strip() else "" for line in attack.split("\n"))
