"""Serves the invented plan's site with Debian's nginx and Apache, at the root and under a path: `make servers`.

No part of `make test`: it needs `nginx-light` and `apache2-bin`, or other packages with the two programs.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from building import build
from copies import copy_city, edit
from plan.html.security_headers import FRAMED, HEADERS

ADDRESS = "https://minamo.example/plan/"
PATIENCE = 20  # seconds until a server that does not answer counts as broken
NGINX = """
user www-data; worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/log;
events {{ }}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; include {site}/nginx-location.conf; }}
}}
"""
APACHE = """
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/log
User www-data
Group www-data
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule autoindex_module {modules}/mod_autoindex.so
TypesConfig /etc/mime.types
AddDefaultCharset Shift_JIS
DocumentRoot {folder}/www
<Directory {folder}/www>
  Options Indexes FollowSymLinks
  AllowOverride FileInfo
  Require all granted
</Directory>
<Directory {site}>
  Header set Referrer-Policy "origin"
  Header always set Permissions-Policy "camera=*"
</Directory>
<FilesMatch "^\\.ht">
  Require all denied
</FilesMatch>
"""
KINDS = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8", ".xml": "/xml; charset=utf-8", ".svg": "image/svg+xml",
    ".png": "image/png", ".pdf": "application/pdf",
}  # fmt: skip


class Server:
    """A server that runs, and the site on it: `root` is the path of the site."""

    def __init__(self, port: int, site: Path, root: str) -> None:
        self.port, self.site, self.root = port, site, root

    def get(self, address: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        """What the server answers to a path from its own root."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read()
        connection.close()
        return found

    def files(self) -> Iterator[tuple[str, Path]]:
        """Every file of the site for readers, by its address."""
        for path in sorted(self.site.rglob("*")):
            if path.is_file() and not path.name.startswith(".ht"):
                name = path.relative_to(self.site).as_posix()
                yield self.root + quote(re.sub(r"(^|/)index\.html$", r"\1", name)), path


@pytest.fixture(scope="module", params=["/plan/", "/"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The invented plan's site for an address, and the path of the address."""
    folder = copy_city(tmp_path_factory.mktemp("city"))
    edit(folder / "data/plan.yml", ADDRESS, urljoin(ADDRESS, request.param))
    return build(folder), request.param


@pytest.fixture(scope="module", params=["nginx", "apache2"])
def server(request: pytest.FixtureRequest, built: tuple[Path, str]) -> Iterator[Server]:
    """The site on a server whose root holds another folder too."""
    program = shutil.which(request.param, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    assert program, f"{request.param} is not installed"
    site, root = built
    with tempfile.TemporaryDirectory(prefix="servers-") as name, socket.socket() as free:
        folder = Path(name)
        folder.chmod(0o755)  # the server's own user reads it
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        placed = folder / "www" / root.strip("/")
        shutil.copytree(site, placed)
        (folder / "www/other").mkdir()
        (folder / "www/other/index.html").write_text("another office's page", encoding="utf-8")
        text = NGINX if request.param == "nginx" else APACHE
        settings = folder / "settings.conf"
        settings.write_text(
            text.format(folder=folder, port=port, site=placed, modules="/usr/lib/apache2/modules"), encoding="utf-8"
        )
        command = ["-c", str(settings)] if request.param == "nginx" else ["-f", str(settings), "-DFOREGROUND"]
        with (folder / "said").open("w") as said:
            process = subprocess.Popen([program, *command], stderr=said)
        try:
            _wait(process, port, folder)
            yield Server(port, placed, root)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError((folder / "said").read_text())


def test_every_file_is_there_with_its_kind_headers_and_age(server: Server) -> None:
    """Each page at its folder's address, each file byte for byte; only documents and share pictures may be old."""
    seen: set[str] = set()
    for address, path in server.files():
        status, headers, body = server.get(address)
        assert (status, body) == (200, path.read_bytes()), address
        framed = FRAMED if "embed" in address.removeprefix(server.root).split("/")[:2] else {}
        expected = {name: [value] for name, value in {**HEADERS, **framed}.items()}
        assert {name: headers.get_all(name) for name in HEADERS} == expected, address
        if path.suffix in KINDS:
            seen.add(path.suffix)
            assert KINDS[path.suffix] in (headers["Content-Type"] or "").lower(), address
        heavy = address.startswith((f"{server.root}pdf/", f"{server.root}assets/share/"))
        ages = headers["Cache-Control"]
        assert (ages in {"max-age=3600", "public, max-age=3600"}) if heavy else ages == "no-cache", address
    assert seen == KINDS.keys()


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    """A browser that asks gets an answer without a body."""
    _, headers, _ = server.get(f"{server.root}assets/site.css")
    status, _, body = server.get(f"{server.root}assets/site.css", If_None_Match=headers["ETag"])
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    ("wrong", "page"),
    [
        ("nowhere", "404.html"),
        ("projects/nowhere/", "404.html"),
        ("assets/charts/nowhere.svg", "404.html"),
        ("pdf/ja/nowhere.pdf", "404.html"),
        ("english/", "404.html"),
        ("%E8%AA%A4%E3%82%8A/", "404.html"),
        ("en/nowhere", "en/404.html"),
        ("en/with%20blanks/and%20more", "en/404.html"),
        ("en/%E8%AA%A4%E3%82%8A?q=%E8%AA%A4", "en/404.html"),
        ("en/projects/nowhere/deep/", "en/404.html"),
        ("en/index.html/more", "en/404.html"),
        ("pdf/en/nowhere.pdf", "en/404.html"),
        ("pt/nowhere/", "pt/404.html"),
    ],
)
def test_a_wrong_address_has_the_page_of_its_language(server: Server, wrong: str, page: str) -> None:
    """With the status of a wrong address and the headers of every page."""
    status, headers, body = server.get(server.root + wrong)
    assert (status, body) == (404, (server.site / page).read_bytes())
    assert {name: headers.get_all(name) for name in HEADERS} == {name: [value] for name, value in HEADERS.items()}


def test_a_folder_without_a_page_is_not_listed(server: Server) -> None:
    """It has the page of a wrong address, though Apache lists other folders."""
    for wrong, page in (
        ("assets/charts/", "404.html"),
        ("pdf/", "404.html"),
        ("pdf/en/projects/", "en/404.html"),
        ("plan/", "404.html"),
        ("en/plan/", "en/404.html"),
    ):
        status, _, body = server.get(server.root + wrong)
        assert status == 404, wrong
        assert body == (server.site / page).read_bytes(), wrong


def test_a_page_without_its_slash_leads_to_it(server: Server) -> None:
    """And not out of the site."""
    for name in ("projects", "en", "en/projects", *([""] if server.root != "/" else [])):
        address = (server.root + name).rstrip("/")
        status, headers, _ = server.get(address)
        assert status == 301, address
        led = urlsplit(urljoin(f"http://127.0.0.1:{server.port}{address}", headers["Location"]))
        assert (led.hostname, led.path) == ("127.0.0.1", f"{address}/")


def test_what_else_the_server_has_is_left_alone(server: Server) -> None:
    """Under a path, another folder has no header and no page of ours; at the root the server is the site's."""
    for address, right in (("/other/", 200), ("/other/nowhere", 404), ("/nowhere", 404)):
        status, headers, body = server.get(address)
        assert status == right
        if server.root != "/":
            assert not {*HEADERS, "Cache-Control"} & set(headers.keys()), address
            assert (server.site / "404.html").read_bytes() != body
