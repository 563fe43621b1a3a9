"""The ready files for web servers: one policy, this site alone, and each language's page for a wrong address.

What real servers make of them is seen by tests/tools/on_servers.py (`make servers`).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from building import mkdocs, tree
from copies import copy_city
from plan.html.security_headers import FRAMED, HEADERS
from plan.pages.servers import NGINX, server_files

ADDRESSES = ("https://plan.example.jp/", "https://city.example.jp/plan/", "https://city.example.jp/%E8%A8%88%E7%94%BB/")
CODES = ("ja", "en", "zh-CN")


def texts(address: str) -> dict[str, str]:
    """The files for a site at an address."""
    return {name: content.decode() for name, content in server_files(address, CODES, ("plan", "more")).items()}


def path_of(address: str) -> str:
    return re.sub(r"https://[^/]*", "", address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_server_has_the_strict_policy(address: str) -> None:
    """Every header, with its whole value."""
    found = texts(address)
    assert "unsafe-inline" not in "".join(found.values())
    for name in ("_headers", ".htaccess", NGINX, "web.config"):
        for header, value in HEADERS.items():
            assert header in found[name]
            assert value in found[name]


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """The blocks of a `_headers` file: for which addresses, and its lines."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            found.append((line.removesuffix("*"), []))
    return found


def by_cloudflare(text: str, asked: str) -> dict[str, str]:
    """What Cloudflare sends: block after block takes away, then sets; what an earlier one set is joined by a comma."""
    sent: dict[str, str] = {}
    for start, lines in blocks(text):
        if asked.startswith(start):
            for line in lines:
                if line.startswith("! "):
                    sent.pop(line[2:], None)
            for name, value in (line.split(": ", 1) for line in lines if not line.startswith("! ")):
                sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent


def by_netlify(text: str, asked: str) -> dict[str, str]:
    """What Netlify sends: a line without a colon is passed over, and of two values the later, narrower one counts."""
    found = sorted((start, lines) for start, lines in blocks(text) if asked.startswith(start))
    assert found == [block for block in blocks(text) if asked.startswith(block[0])], "the later is the narrower"
    return dict(line.split(": ", 1) for _, lines in found for line in lines if ": " in line)  # type: ignore[misc]


@pytest.mark.parametrize("send", [by_cloudflare, by_netlify])
@pytest.mark.parametrize("address", ADDRESSES)
def test_hosts_let_other_sites_show_the_pages_for_frames_alone(
    address: str, send: Callable[[str, str], dict[str, str]]
) -> None:
    """All headers with them, one policy, and every other page stays forbidden."""
    text = texts(address)["_headers"]
    for folder in ("embed/bus/", "en/embed/bus/", "zh-CN/embed/bus/"):
        assert send(text, path_of(address) + folder) == {**HEADERS, **FRAMED}
    for folder in ("", "en/", "projects/embed/", "en/data/"):
        assert send(text, path_of(address) + folder) == HEADERS
    assert send(text, path_of(address) + "pdf/en/whole.pdf").keys() == {*HEADERS, "Cache-Control"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_netlify_finds_the_page_of_the_language(address: str) -> None:
    """The first line that matches counts: folders of languages stand before the whole."""
    rules = [line.split() for line in texts(address)["_redirects"].splitlines()]
    for wrong, page in (
        ("nowhere", "404.html"),
        ("en/nowhere", "en/404.html"),
        ("english/", "404.html"),
        ("zh-CN/projects/x/", "zh-CN/404.html"),
        ("pdf/en/nowhere.pdf", "en/404.html"),
        ("pdf/ja/nowhere.pdf", "404.html"),
    ):
        asked = path_of(address) + wrong
        target, status = next((to, status) for start, to, status in rules if asked.startswith(start.rstrip("*")))
        assert (target, status) == (path_of(address) + page, "404")


def iis(address: str) -> ElementTree.Element:
    return ElementTree.fromstring(texts(address)["web.config"])  # noqa: S314 - we made it


@pytest.mark.parametrize("address", ADDRESSES)
def test_iis_finds_the_page_of_the_language(address: str) -> None:
    """For the whole and for each folder of a language, as a file from the folder of web.config; each once taken away.

    By its address a page at rest has the status 200, whatever was asked for.
    """
    root = iis(address)
    places = {"": root.find("system.webServer")}
    places |= {str(item.get("path")): item.find("system.webServer") for item in root.findall("location")}
    pages = {"": "404.html", "en": r"en\404.html", "zh-CN": r"zh-CN\404.html"}
    pages |= {"en/embed": r"en\404.html", "zh-CN/embed": r"zh-CN\404.html"}
    pages |= {"pdf/en": r"en\404.html", "pdf/zh-CN": r"zh-CN\404.html"}
    for folder, place in places.items():
        assert place is not None
        errors = place.find("httpErrors")
        if folder not in pages:
            assert errors is None
            continue
        assert errors is not None
        assert errors.attrib == {"errorMode": "Custom"}  # the other attributes are locked for a folder's own file
        assert [item.tag for item in errors] == ["remove", "error"] * 2
        for error in errors.findall("error"):
            assert error.attrib == {
                "statusCode": error.get("statusCode"),
                "subStatusCode": "-1",
                "path": pages[folder],
                "responseMode": "File",
            }


#: What IIS's own schema allows, of what a folder's file may hold where nothing was unlocked: elements by the way to
#: them, each with the attributes that are asked for here, and what they may be.
IIS = {
    "configuration": {},
    "configuration/location": {"path": r"[^/\\](?:.*[^/\\])?"},
    "system.webServer": {},
    "system.webServer/defaultDocument": {"enabled": "true|false"},
    "system.webServer/defaultDocument/files": {},
    "system.webServer/defaultDocument/files/clear": {},
    "system.webServer/defaultDocument/files/add": {"value": r"[\w.]+"},
    "system.webServer/directoryBrowse": {"enabled": "true|false"},
    "system.webServer/staticContent": {},
    "system.webServer/staticContent/remove": {"fileExtension": r"\.\w+"},
    "system.webServer/staticContent/mimeMap": {"fileExtension": r"\.\w+", "mimeType": r"[\w+-]+/[\w+-]+"},
    "system.webServer/staticContent/clientCache": {
        "cacheControlMode": "NoControl|DisableCache|UseMaxAge|UseExpires",
        "cacheControlMaxAge": r"\d\d:\d\d:\d\d",
    },
    "system.webServer/httpProtocol": {},
    "system.webServer/httpProtocol/customHeaders": {},
    "system.webServer/httpProtocol/customHeaders/remove": {"name": r"[\w-]+"},
    "system.webServer/httpProtocol/customHeaders/add": {"name": r"[\w-]+", "value": r"[^\r\n]+"},
    "system.webServer/httpErrors": {"errorMode": "DetailedLocalOnly|Custom|Detailed"},
    "system.webServer/httpErrors/remove": {"statusCode": r"[4-9]\d\d", "subStatusCode": r"-1|\d{1,3}"},
    "system.webServer/httpErrors/error": {
        "statusCode": r"[4-9]\d\d",
        "subStatusCode": r"-1|\d{1,3}",
        "path": r"[^/:]+",
        "responseMode": "File|ExecuteURL|Redirect",
    },
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_iis_knows_whatever_it_is_told(address: str) -> None:
    """An element, an attribute or a value that IIS does not know is error 500 on every page."""

    def look(element: ElementTree.Element, way: str) -> None:
        assert way in IIS, way
        for name, value in element.attrib.items():
            assert re.fullmatch(IIS[way][name], value), f"{way} {name} {value}"
        for child in element:
            look(child, child.tag if child.tag == "system.webServer" else f"{way}/{child.tag}")

    look(iis(address), "configuration")
    assert texts(address)["web.config"].startswith('<?xml version="1.0" encoding="utf-8"?>\n')


def test_iis_is_told_nothing_twice() -> None:
    """A header or a kind of file that the server has already is an error to IIS unless it is taken away first."""
    server = iis(ADDRESSES[1]).find("system.webServer")
    assert server is not None
    headers = list(server.iterfind("httpProtocol/customHeaders/*"))
    assert [(item.tag, item.get("name")) for item in headers] == [
        pair for name in HEADERS for pair in (("remove", name), ("add", name))
    ]
    assert {item.get("name"): item.get("value") for item in headers if item.tag == "add"} == dict(HEADERS)
    kinds = [item for item in server.iterfind("staticContent/*") if item.tag != "clientCache"]
    for removed, mapped in zip(kinds[::2], kinds[1::2], strict=True):
        assert (removed.tag, mapped.tag) == ("remove", "mimeMap")
        assert removed.get("fileExtension") == mapped.get("fileExtension")


def test_what_is_heavy_may_be_an_hour_old_and_nothing_else() -> None:
    """Documents and share pictures; no file of a site has its digest in its name."""
    root = iis(ADDRESSES[1])
    ages = {
        str(item.get("path")): cache.attrib
        for item in root.findall("location")
        if (cache := item.find("system.webServer/staticContent/clientCache")) is not None
    }
    hour = {"cacheControlMode": "UseMaxAge", "cacheControlMaxAge": "01:00:00"}
    assert ages == dict.fromkeys(("pdf/en", "pdf/zh-CN", "pdf", "assets/share"), hour)
    cache = root.find("system.webServer/staticContent/clientCache")
    assert cache is not None
    assert cache.attrib == {"cacheControlMode": "DisableCache"}
    assert "immutable" not in "".join(texts(ADDRESSES[1]).values())


def test_apache_needs_one_permission_only() -> None:
    """Whatever stands in a folder's file beside what `AllowOverride FileInfo` allows is an error on every page."""
    allowed = {"ErrorDocument", "AddDefaultCharset", "AddType", "AddCharset", "Header", "<IfModule", "</IfModule>", "#"}
    allowed |= {"RedirectMatch"}
    files = {name: text for name, text in texts(ADDRESSES[1]).items() if name.endswith(".htaccess")}
    assert len(files) == 10
    for text in files.values():
        assert {line.split()[0] for line in text.splitlines()} <= allowed


@pytest.mark.parametrize("address", ADDRESSES)
def test_apache_lists_no_folder(address: str) -> None:
    """Whatever it lists elsewhere; a page is no such folder."""
    found = re.findall('^RedirectMatch 404 "(.*)"$', texts(address)[".htaccess"], flags=re.MULTILINE)
    path = unquote(path_of(address))
    for folder in (
        "assets/",
        "assets/charts/",
        "pdf/",
        "pdf/en/",
        "pdf/ja/projects/",
        "plan/",
        "en/plan/",
        "zh-CN/more/",
    ):
        assert any(re.search(pattern, path + folder) for pattern in found), folder
    for page in ("", "en/", "plan/challenges/", "en/plan/x/", "projects/", "assets/site.css", "pdf/ja/whole.pdf"):
        assert not any(re.search(pattern, path + page) for pattern in found), page


def test_a_path_is_written_as_each_server_reads_it() -> None:
    """nginx compares the letters themselves, the others an address."""
    found = texts(ADDRESSES[2])
    assert 'location ^~ "/計画/" {' in found[NGINX]
    assert "ErrorDocument 404 /%E8%A8%88%E7%94%BB/en/404.html" in found["en/.htaccess"]


def test_a_built_site_has_them(other_city: Path) -> None:
    """By their names, hidden ones and those in folders too, for the address of the plan."""
    for name, content in server_files("https://minamo.example/plan/", ("ja", "en", "pt"), ("plan",)).items():
        assert (other_city / name).read_bytes() == content, name


def test_mkdocs_own_command_sends_the_published_site(tmp_path: Path) -> None:
    """`mkdocs gh-deploy` puts just the site's files on the branch of GitHub Pages."""
    folder, remote = copy_city(tmp_path / "city"), tmp_path / "remote.git"
    git = ("git", "-c", "user.name=editor", "-c", "user.email=editor@city.example")
    for command in (
        ["git", "init", "-q", "--bare", str(remote)],
        ["git", "init", "-q", str(folder)],
        ["git", "-C", str(folder), "remote", "add", "origin", str(remote)],
        [*git, "-C", str(folder), "commit", "-q", "--allow-empty", "-m", "a plan"],
    ):
        subprocess.run(command, check=True)
    for key, value in (("user.name", "editor"), ("user.email", "editor@city.example")):
        subprocess.run(["git", "-C", str(folder), "config", key, value], check=True)
    result = mkdocs(folder, "gh-deploy", "--strict")
    assert result.returncode == 0, result.stderr[-3000:]
    listed = subprocess.run(
        ["git", "-C", str(remote), "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "gh-pages"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(listed.stdout.splitlines()) == {*tree(folder / "site"), ".nojekyll"}
