"""The zip file of a frozen edition's site: what of a site belongs into it, and what is no such file."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from kept import zipped
from plan.reading.kept_site import KeptSite, belongs


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("index.html", True), ("projects/editions/index.html", True), ("data/plan.txt", True), ("sbom.cdx.json", True),
        (".htaccess", False), ("pdf/.htaccess", False), ("404.html", False), ("en/404.html", False),
        ("_headers", False), ("web.config", False), ("manifest.json", False), ("sitemap.xml.gz", False),
        (".well-known/security.txt", False), ("editions/index.html", False), ("en/editions/index.html", False),
        ("editions/draft/index.html", False),
    ],
)  # fmt: skip
def test_what_belongs_to_an_edition(name: str, own: bool) -> None:
    """Its pages and files; nothing of how the site is served, nor of other editions."""
    assert belongs(name) == own


def _link() -> bytes:
    info = zipfile.ZipInfo("a")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as target:
        target.writestr("index.html", "")
        target.writestr(info, "/etc/passwd")
    return into.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK", "kept-site-broken"),
        (zipped({"other.html": b""}), "kept-site-broken"),
        (zipped({"index.html": b"", "../x": b""}), "kept-site-strange"),
        (zipped({"index.html": b"", "/x": b""}), "kept-site-strange"),
        (zipped({"index.html": b"", "c:x": b""}), "kept-site-strange"),
        (_link(), "kept-site-strange"),
    ],
)
def test_a_site_that_is_none(content: bytes, says: str, tmp_path: Path) -> None:
    """What would lie outside its folder, or is no zip file with a first page."""
    (tmp_path / "site.zip").write_bytes(content)
    fault = KeptSite(tmp_path / "site.zip").fault
    assert fault
    assert fault.id == says


def test_a_site_that_breaks_when_it_is_read(tmp_path: Path) -> None:
    """Is told as a file that cannot be read, without a traceback."""
    content = bytearray(zipped({"index.html": b"some words of a page"}))
    content[60] ^= 255
    (tmp_path / "site.zip").write_bytes(content)
    with pytest.raises(OSError, match=r"site\.zip: "):
        KeptSite(tmp_path / "site.zip").read()
