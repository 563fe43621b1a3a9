"""What careless and hostile hands do to the files of a plan: lists of changes, each of one file, by family."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attacks import ATTACKS, HIDDEN, KEYS, NAMES, SCALARS, WORDS
from hostile import Change, Folder, Location, Mutation, Raw, places, replaced, written
from hypothesis import strategies as st


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
    "<table><tr><td>x", "<ul><p>x</p></ul>", "<b>", "<p", "<", "<a", "&", "&#0;", "&#x110000;", "{{ structure }}",
    "{{structure}}", "{{ Pillars }}", "{{ chart: x }}", "{{ chart }}", "{{ structure }} x", "{{", "}}", "{{ }}",
    "{{ 7*7 }}", "{% raw %}", "{{ vision }}", "{{ ../../x }}", "{{ projects: standard }}", "{{ items: living }}",
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
