"""What careless and hostile hands do to the files of a plan: mutations as plain data, so that a failure can be read.

A mutation is a list of changes, each of one file; `Folder` makes them in a copy of a plan and takes them back.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from copies import copy_plan
from hypothesis import strategies as st
from plan.reading.yaml_file import read_yaml

Location = tuple[str | int, ...]


class Raw(str):
    """A scalar that is written into a file as it stands, without quotes."""


class Change(NamedTuple):
    """What is done to one file of a plan: `deed` is a word of `Folder.change`, `what` its object."""

    file: str
    deed: str
    what: bytes | str = b""

    def __repr__(self) -> str:
        what = self.what if len(self.what) < 400 else f"{self.what[:200]!r} … ({len(self.what)})"
        return f"{self.deed} {self.file!a} {what!a}"


Mutation = list[Change]

# ---------------------------------------------------------------- a copy of a plan


@dataclass
class Folder:
    """A copy of a plan in a folder of its own, in which changes are made and taken back."""

    root: Path
    sound: Mapping[str, bytes]
    outside: Path
    """A place that no plan may reach."""
    trees: dict[str, Any] = field(default_factory=dict)
    """The data of each YAML file, as it can be changed."""

    @classmethod
    def copy(cls, plan: Path, root: Path) -> Folder:
        """A copy of the plan in `plan`, its `data` and `docs`, under `root`."""
        copy_plan(root / "plan", plan)
        (root / "outside").mkdir()
        (root / "outside/secret.yml").write_text("secret: outside\n", encoding="utf-8")
        (root / "outside/secret.md").write_text("# Outside\n\nsecret-outside\n", encoding="utf-8")
        paths = [path for path in sorted((root / "plan").rglob("*")) if path.is_file()]
        sound = {path.relative_to(root / "plan").as_posix(): path.read_bytes() for path in paths}
        trees = {name: loose(read_yaml(root / "plan" / name, name).data) for name in sound if name.endswith(".yml")}
        return cls(root / "plan", sound, root / "outside", trees)

    @property
    def yaml_files(self) -> list[str]:
        """The names of the files under data/ that the program reads."""
        return sorted(self.trees)

    @property
    def chapters(self) -> list[str]:
        """The names of the chapters."""
        return [name for name in self.sound if name.endswith(".md") and name.startswith("docs/")]

    def change(self, change: Change) -> None:
        """Make one change."""
        path = self.root / change.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if change.deed in ("fifo", "folder", "link", "socket", "away") and (path.is_file() or path.is_symlink()):
            path.unlink()
        if change.deed == "write":
            path.write_bytes(change.what if isinstance(change.what, bytes) else change.what.encode("utf-8"))
        elif change.deed == "fifo":
            os.mkfifo(path)
        elif change.deed == "socket":
            with socket.socket(socket.AF_UNIX) as server:
                here = Path.cwd()
                os.chdir(path.parent)  # the address of a socket may be no longer than 100 bytes
                server.bind(path.name)
                os.chdir(here)
        elif change.deed == "folder":
            path.mkdir()
        elif change.deed == "link":
            path.symlink_to(str(change.what).replace("OUTSIDE", str(self.outside)))
        elif change.deed == "unreadable":
            path.chmod(0)
        else:
            assert change.deed == "away", change

    def restore(self, mutation: Mutation) -> None:
        """Take a mutation back: every file is as it was, and no other is there."""
        for change in mutation:
            path = self.root / change.file
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.is_symlink() or path.exists():
                path.unlink()
            if change.file in self.sound:
                path.write_bytes(self.sound[change.file])
                path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def loose(value: object) -> Any:
    """Data as the program reads it, as lists and dicts that can be changed."""
    if isinstance(value, Mapping):
        return {key: loose(item) for key, item in value.items()}
    return [loose(item) for item in value] if isinstance(value, tuple) else value


def written(value: Any, indent: str = "") -> str:
    """Data as YAML: a line for each key and item, texts in quotes with every letter that is not plain escaped."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict) and value:
        lines = [f"{indent}{key_written(key)}: {nested(item, indent)}" for key, item in value.items()]
        return "\n".join(lines)
    if isinstance(value, list) and value:
        return "\n".join(f"{indent}- {nested(item, indent)}" for item in value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | Decimal) else quoted(value)


def nested(value: Any, indent: str) -> str:
    """A value after its key or hyphen."""
    inner = written(value, indent + "  ")
    return f"\n{inner}" if isinstance(value, dict | list) and value else inner


def key_written(key: object) -> str:
    """A key: plain if it can be, else in quotes; a very long one in the long form."""
    if isinstance(key, Raw) or (str(key).replace("_", "").replace("-", "").isalnum() and str(key).isascii()):
        return str(key)
    return f"? {quoted(str(key))}\n" if len(str(key)) > 900 else quoted(str(key))


def quoted(text: str) -> str:
    """A text in quotes: what YAML lets no file hold raw is written as an escape, half pairs too."""
    return "".join(
        letter
        if letter.isprintable() or letter == "\u3000"
        else json.dumps(letter)[1:-1]
        if letter < "\U00010000"
        else f"\\U{ord(letter):08x}"
        for letter in json.dumps(text, ensure_ascii=False)
    )


def places(tree: Any, location: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Every value of a file with its place, the whole first."""
    yield location, tree
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in items:
        yield from places(value, (*location, step))


def replaced(tree: Any, location: Location, value: Any) -> Any:
    """The data with another value at a place."""
    if not location:
        return value
    step, *rest = location
    if isinstance(tree, dict):
        return {key: replaced(item, tuple(rest), value) if key == step else item for key, item in tree.items()}
    return [replaced(item, tuple(rest), value) if number == step else item for number, item in enumerate(tree)]


# ---------------------------------------------------------------- texts of attack

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
        "{{ 7*7 }} {% raw %} {# x #} {{ config }} {{ pillars }} ${7*7} #{7*7} <%= 7*7 %> {0.__class__} {count} %s %(x)s"
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
        "一行目\n\n# 見出し\n\n- 項目\n\n    <script>alert(1)</script>\n\n{{ pillars }}\n\n| a | b "
        "|\n|---|---|\n\n---\ntitle: x\n---"
    ),
    "path": "../../../../etc/passwd ..\\..\\x C:\\con /etc/passwd file:///etc/passwd",
    "long": "長" * 300 + "x" * 300,
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

# ---------------------------------------------------------------- mutations of data


def _tree_change(folder: Folder, name: str, tree: Any) -> Mutation:
    return [Change(name, "write", written(tree).encode("utf-8", "surrogatepass"))]


@st.composite
def place(draw: st.DrawFn, folder: Folder, wanted: Callable[[Location, Any], bool]) -> tuple[str, Location, Any]:
    """A file and a place in it that is wanted."""
    name = draw(st.sampled_from(folder.yaml_files))
    fitting = [item for item in places(folder.trees[name]) if wanted(*item)]
    if not fitting:
        return name, (), folder.trees[name]
    location, value = draw(st.sampled_from(fitting))
    return name, location, value


@st.composite
def wrong_types(draw: st.DrawFn, folder: Folder) -> Mutation:
    """Any value replaced by one of another kind: numbers that are none, tags, aliases, lists, nothing."""
    name, location, _ = draw(place(folder, lambda _, value: True))
    return _tree_change(folder, name, replaced(folder.trees[name], location, draw(st.sampled_from(SCALARS))))


@st.composite
def numbers(draw: st.DrawFn, folder: Folder) -> Mutation:
    """Any number replaced by another: huge, tiny, negative, of ten thousand digits."""
    name, location, _ = draw(place(folder, lambda _, value: isinstance(value, int | Decimal)))
    number = draw(
        st.one_of(
            st.integers(-(10**32), 10**32),
            st.integers(-3, 3000),
            st.decimals(allow_nan=False, allow_infinity=False, places=draw(st.integers(0, 40))).map(
                lambda d: Raw(f"{d:f}")
            ),
            st.sampled_from([item for item in SCALARS if isinstance(item, int | Raw)]),
        )
    )
    return _tree_change(folder, name, replaced(folder.trees[name], location, number))


@st.composite
def keys(draw: st.DrawFn, folder: Folder) -> Mutation:
    """A key missing, renamed, added, or given twice."""
    name, location, value = draw(place(folder, lambda _, value: isinstance(value, dict) and bool(value)))
    key = draw(st.sampled_from(sorted(value))) if value else "x"
    other = draw(st.sampled_from(KEYS))
    deed = draw(st.sampled_from(["missing", "renamed", "added", "twice"]))
    if deed == "missing":
        mapping = {known: item for known, item in value.items() if known != key}
    elif deed == "renamed":
        mapping = {other if known == key else known: item for known, item in value.items()}
    elif deed == "added":
        mapping = {**value, other: draw(st.sampled_from(SCALARS))}
    else:
        mapping = {**value, Raw(f"{key} "): value.get(key)}
    return _tree_change(folder, name, replaced(folder.trees[name], location, mapping))


@st.composite
def texts(draw: st.DrawFn, folder: Folder) -> Mutation:
    """Any text replaced by one of attack, with or without letters that nobody sees."""
    name, location, _ = draw(place(folder, lambda _, value: isinstance(value, str)))
    text = draw(st.one_of(st.sampled_from([*ATTACKS.values(), "長" * 100_000]), st.text(max_size=200)))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(HIDDEN)) + text[at:]
    form = draw(st.sampled_from(["quoted", "raw", "block"]))
    shown: str = (
        text
        if form == "quoted"
        else Raw(text)
        if form == "raw"
        else Raw("|-\n" + "\n".join(f"      {line}" for line in text.split("\n")))
    )
    return _tree_change(folder, name, replaced(folder.trees[name], location, shown))


@st.composite
def names(draw: st.DrawFn, folder: Folder) -> Mutation:
    """Any id, reference, code, color, date or address replaced: by a hostile one, or by one of another thing."""
    name, location, _ = draw(
        place(folder, lambda place, value: isinstance(value, str) and place[-1:] not in (("ja",), ("en",)))
    )
    others = sorted({item for tree in folder.trees.values() for at, item in places(tree) if at and at[-1] == "id"})
    word = draw(st.one_of(st.sampled_from(WORDS), st.sampled_from(others)))
    return _tree_change(folder, name, replaced(folder.trees[name], location, word))


@st.composite
def lists(draw: st.DrawFn, folder: Folder) -> Mutation:
    """A list emptied, turned round, doubled, or taken from elsewhere in the plan."""
    name, location, value = draw(place(folder, lambda _, value: isinstance(value, list)))
    _, _, other = draw(place(folder, lambda _, value: isinstance(value, list)))
    items = value if isinstance(value, list) else []
    more = draw(st.sampled_from([[], items[::-1], items + items, items * 50, items[:1], [items], other]))
    return _tree_change(folder, name, replaced(folder.trees[name], location, more))


# ---------------------------------------------------------------- mutations of bytes and of files

SYNTAX: Sequence[str] = [
    "&a", "*a", "!!map", "!!python/name:os.system", "<<: *a", "---", "...", "%YAML 1.2", "%TAG ! x:", "? ", ": ",
    "- ", "\t", "|", ">", "'", '"', "{", "}", "[", "]", "#", "@", "`", ",", "&a [*a, *a]", "a: &a [1]\nb: *a", "\r",
    "\r\n", "\n", " ", "\u3000", "：", "<<<<<<< HEAD", "=======", "{" * 3000, "[" * 3000, "- " * 100, "a: " * 100,
    "? " * 100, "!" * 1000, "&" + "a" * 5000, "- x\n" * 3000,
]  # fmt: skip


@st.composite
def raw_bytes(draw: st.DrawFn, folder: Folder) -> Mutation:
    """Bytes put in, taken out, doubled or cut off anywhere; broken UTF-8, other encodings, other line ends."""
    name = draw(st.sampled_from([*folder.yaml_files, *folder.chapters]))
    content = folder.sound[name]
    at = draw(st.integers(0, len(content)))
    end = draw(st.integers(at, min(len(content), at + 200)))
    deed = draw(st.sampled_from(["in", "in", "letter", "letter", "out", "twice", "cut", "encoded", "line ends", "all"]))
    if deed == "in":
        content = content[:at] + draw(st.binary(min_size=1, max_size=8)) + content[at:]
    elif deed == "letter":
        content = content[:at] + draw(st.sampled_from(HIDDEN)).encode("utf-8", "surrogatepass") + content[at:]
    elif deed == "out":
        content = content[:at] + content[end:]
    elif deed == "twice":
        content = content[:end] + content[at:]
    elif deed == "cut":
        content = content[:at]
    elif deed == "encoded":
        code = draw(
            st.sampled_from(
                ["shift_jis", "utf-16", "utf-16-le", "utf-8-sig", "euc_jp", "iso2022_jp", "utf-32", "utf-7"]
            )
        )
        content = content.decode("utf-8").encode(code, "replace")
    elif deed == "line ends":
        content = content.replace(
            b"\n", draw(st.sampled_from([b"\r\n", b"\r", b"\n\r", b"\x0b", b"\x85", b"\xe2\x80\xa8", b"\n\n"]))
        )
    else:
        content = draw(
            st.sampled_from(
                [
                    b"",
                    b"\n",
                    b"\x00" * 100,
                    b"\xff\xfe",
                    b"\xef\xbb\xbf",
                    b" ",
                    b"#",
                    b"---",
                    b"null",
                    b"[]",
                    b"{}",
                    b"x",
                ]
            )
        )
    return [Change(name, "write", content)]


@st.composite
def syntax(draw: st.DrawFn, folder: Folder) -> Mutation:
    """Anchors, aliases, tags, merge keys, several documents, deep nesting, marks of a merge: anywhere in a file."""
    name = draw(st.sampled_from(folder.yaml_files))
    content = folder.sound[name].decode("utf-8")
    for _ in range(draw(st.integers(1, 3))):
        breaks = [number for number, letter in enumerate(content) if letter in "\n :-"] or [0]
        at = draw(st.sampled_from(breaks)) + draw(st.integers(0, 1))
        content = content[:at] + draw(st.sampled_from(SYNTAX)) + content[at:]
    return [Change(name, "write", content)]


@st.composite
def files(draw: st.DrawFn, folder: Folder) -> Mutation:
    """Names, folders, links, pipes and locks where files are wanted; files where none are; files missing."""
    known = draw(st.sampled_from([*folder.yaml_files, *folder.chapters, "data/translations.txt", "data/words.yml"]))
    strange = draw(
        st.sampled_from(["data/", "data/projects/", "data/series/", "docs/", "docs/plan/", "data/new/"])
    ) + draw(st.sampled_from(NAMES))
    if strange.startswith("docs/"):
        strange = strange.replace(".yml", ".md").replace(".YML", ".MD")
    pattern = folder.sound[draw(st.sampled_from(folder.chapters if strange.startswith("docs/") else folder.yaml_files))]
    target = draw(
        st.sampled_from(
            [
                "OUTSIDE/secret.yml",
                "OUTSIDE/secret.md",
                "OUTSIDE",
                "nowhere",
                ".",
                "..",
                "/dev/zero",
                "/dev/null",
                "LOOP",
                "plan.yml",
            ]
        )
    )
    deed = draw(
        st.sampled_from(
            [
                "away",
                "fifo",
                "folder",
                "link",
                "unreadable",
                "moved",
                "copied",
                "strange fifo",
                "strange link",
                "strange folder",
                "socket",
                "empty",
                "new",
            ]
        )
    )
    if target == "LOOP":
        target = (known if deed == "link" else strange).rsplit("/", 1)[-1]
    if deed == "moved":
        return [Change(known, "away"), Change(strange, "write", folder.sound.get(known, b""))]
    if deed == "copied":
        return [Change(strange, "write", pattern)]
    if deed == "empty":
        return [Change(strange, "write", b"")]
    if deed == "new":
        return [
            Change(
                draw(
                    st.sampled_from(["data/words.yml", "data/translations.txt", "data/ornament.svg", "data/notes.yml"])
                ),
                "write",
                draw(st.binary(max_size=50)) + pattern,
            )
        ]
    if deed.startswith("strange"):
        return [Change(strange, deed.removeprefix("strange "), target)]
    if deed == "unreadable" and known not in folder.sound:
        deed = "fifo"
    return [Change(known, deed, target)]


#: Lines that a chapter may come to hold.
LINES: Sequence[str] = [
    *(value for key, value in ATTACKS.items()), "<script>alert(1)</script>",
    "<script src='../../assets/site.js'></script>", "<SCRIPT\n>alert(1)</SCRIPT>", "<img src=x onerror=alert(1)>",
    "![x](y.png)", "![x](https://evil.example/y.png)", "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))", "[x](JAVASCRIPT&#58;alert(1))", "[x](data:text/html,x)",
    "[x][y]\n\n[y]: javascript:alert(1)", "<javascript:alert(1)>", "text {: onclick=alert(1) }",
    "*x*{: onclick=alert(1) }", "para\n{: onmouseover='alert(1)' style='x' }", "## h {#h onclick=alert(1)}",
    "## h {: #h onclick=alert(1)}", "<b onclick=alert(1)>x</b>", "<svg><animate onbegin=alert(1)></svg>",
    "<math><mtext></mtext></math>", "<iframe src=x></iframe>", "<form action=//evil.example><input></form>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example>", "<style>*{}</style>", "<object data=x></object>",
    "<video src=x></video>", "<div markdown>\n\n# x\n\n</div>", "<div class=x id=main>", "</div>", "</article>",
    "<!-- x", "-->", "<!-- x -->", "<details><summary>a</summary>b</details>", "<custom-element>", "<a name=x>",
    "<table><tr><td>x", "<ul><p>x</p></ul>", "<b>", "<p", "<", "<a", "&", "&#0;", "&#x110000;", "{{ pillars }}",
    "{{pillars}}", "{{ Pillars }}", "{{ chart: x }}", "{{ chart }}", "{{ pillars }} x", "{{", "}}", "{{ }}",
    "{{ 7*7 }}", "{% raw %}", "{{ vision }}", "{{ ../../x }}", "{{ projects: standard }}", "{{ measures: living }}",
    "```", "~~~", "``` {: onclick=x }\nx\n```", "    code", "```\ncode\n```", "---", "---\ntitle: x\n---", "***",
    "# second title", "## no id", "## h {#h}", "## h {#H-1}", "## {#x}", "#no blank", "####### seven {#x}",
    "setext\n---", "setext\n===", "| a | b |\n|---|---|\n| c |", "| a |\n|---|\n| <script>alert(1)</script> |",
    "- a\n    - b\n        - c", "1. a\n9. b", "9999999999999999999999. a",
    "<ol start=99999999999999999999><li>x</li></ol>", "<ol start=x><li value=y>x</li></ol>", "<td colspan=-1>x</td>",
    "<table><tr><td colspan=1000000>x</td></tr></table>", "> quote\n> > deeper", "term\n: definition", "*[abbr]: x",
    "[^1]: note", "[x](nowhere.md)", "[x](../../../etc/passwd)", "[x](#nowhere)", "[x](//evil.example)",
    "[x](mailto:a@b.example)", "<a@b.example>", "[x]()", "[x](http://[)", "[x](\x01javascript:alert(1))",
    "[x](java\tscript:alert(1))", "\r<script>alert(1)</script>", "\r# x", "\r{{ 7*7 }}", "\x0c", "[TOC]", "x" * 20000,
    "長" * 20000, "word " * 4000, "[" * 500, "(" * 500, "*" * 500, "_" * 501, "`" * 500, "<" * 500, "> " * 60 + "x",
    "- " * 60 + "x", "!" * 500, "{" * 500, "&" * 500, "**a " * 300, "[a](" * 200, "<b>" * 300, "<div>" * 300,
]  # fmt: skip


@st.composite
def chapters(draw: st.DrawFn, folder: Folder) -> Mutation:
    """Raw HTML, scripts, attributes, broken placeholders, fences, headings and links in the city's own Markdown."""
    name = draw(st.sampled_from(folder.chapters))
    lines = folder.sound[name].decode("utf-8").split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines)))
        lines[at:at] = [
            *draw(st.sampled_from([[], [""]])),
            draw(st.sampled_from(LINES)),
            *draw(st.sampled_from([[], [""]])),
        ]
    return [Change(name, "write", "\n".join(lines).encode("utf-8", "surrogatepass"))]


FAMILIES: Mapping[str, Callable[[Folder], st.SearchStrategy[Mutation]]] = {
    "wrong types": wrong_types,
    "numbers": numbers,
    "keys": keys,
    "texts": texts,
    "names": names,
    "lists": lists,
    "bytes": raw_bytes,
    "syntax": syntax,
    "files": files,
    "chapters": chapters,
}

# ---------------------------------------------------------------- a plan in which every text is an attack

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
        kind: [path.stem for path in cards if trees[path]["kind"] == kind][:3] for kind in ("standard", "individual")
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


def marked(trees: Mapping[str, Any], attack: Callable[[int], str]) -> Marked:
    """Every text of the plan replaced by the attack of its number."""
    found = Marked({})

    def said(language: str) -> str:
        number = len(found.texts)
        mark = f"Q{number:05}Q"
        text = f"{mark} {TERM.get(language, '')} {attack(number)} Z{number:05}Z"
        found.texts[mark] = text
        return text

    def within(value: Any, key: str, path: str) -> Any:
        if (
            isinstance(value, dict)
            and value
            and all(step in ("ja", "en") and isinstance(item, str) for step, item in value.items())
        ):
            return {language: said(language) for language in value}
        if isinstance(value, dict) and key == "aliases":
            return {language: [said("") for _ in names] for language, names in value.items()}
        if isinstance(value, dict):
            whole = {step: within(item, step, path) for step, item in value.items()}
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
        return said("") if bare and isinstance(value, str) else value

    for path, tree in trees.items():
        if path.startswith("data/") and path.endswith(".yml") and path != "data/words.yml":
            found.trees[path] = within(tree, "", path)
    first = found.trees["data/glossary.yml"]["terms"][0]
    first["name"] = dict(TERM)
    return found


def harmless(attack: str) -> str:
    """A text of as many paragraphs as the attack, which means nothing to any machine."""
    word = "text" if attack.isascii() else "文"  # by which the glossary is sorted
    return "\n".join(word if line.strip() else "" for line in attack.split("\n"))
