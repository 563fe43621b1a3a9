"""Ready files for the servers that a city has: headers, the page for a wrong address in each language, caching.

Each file speaks of this site alone, at the root of a server or under a path, and never of what else the server has.
No file of a site has its digest in its name, so a browser asks each time whether it has changed, which costs an answer
without a body: a page and its styles and charts always fit together. Documents and share pictures, the heavy
files, may be an hour old.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit
from xml.sax.saxutils import quoteattr

from plan.html.security_headers import HEADERS

#: The file that nginx reads in its `server` block; the others are found by their servers by name.
NGINX = "nginx-location.conf"
_ASKED, _HOUR = "no-cache", 3600
#: The folders of what may be an hour old.
_HEAVY = ("pdf/", "assets/share/")
#: What a server might not know: with `nosniff` a browser takes no file by another name.
_TYPES = {
    ".svg": "image/svg+xml", ".js": "text/javascript", ".json": "application/json", ".pdf": "application/pdf",
    ".webp": "image/webp",
}  # fmt: skip


@dataclass(frozen=True)
class _Place:
    """Where a site is put: the path of its address, with a slash at both ends, and the folders of its languages."""

    path: str
    folders: tuple[str, ...]

    @property
    def address(self) -> str:
        """The path as it stands in an address."""
        return quote(self.path)


def server_files(address: str, codes: Sequence[str]) -> Mapping[str, bytes]:
    """The files by their published name, for a site at an address with these languages, its own first."""
    place = _Place(unquote(urlsplit(address).path) or "/", tuple(f"{code}/" for code in codes[1:]))
    found = {
        "_headers": _headers(place),
        "_redirects": _redirects(place),
        ".htaccess": _apache(place),
        NGINX: _nginx(place),
        "web.config": _iis(place),
        **{f"{folder}.htaccess": _apache_folder(place, folder) for folder in place.folders},
        **{f"{folder}.htaccess": _apache_heavy() for folder in _HEAVY},
    }
    return {name: text.encode() for name, text in found.items()}


def _headers(place: _Place) -> str:
    """Netlify and Cloudflare Pages, which have browsers ask each time unless told otherwise."""
    lines = [f"{place.address}*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for folder in _HEAVY:
        lines += [f"{place.address}{folder}*", f"  Cache-Control: public, max-age={_HOUR}"]
    return "\n".join([*lines, ""])


def _redirects(place: _Place) -> str:
    """Netlify; Cloudflare Pages passes over these lines and finds the nearest 404.html by itself."""
    folders = (*place.folders, "")
    return "".join(f"{place.address}{folder}* {place.address}{folder}404.html 404\n" for folder in folders)


def _apache(place: _Place) -> str:
    """For the folder of the site; each directive is one that `AllowOverride FileInfo` allows."""
    return (
        "# needs: AllowOverride FileInfo\n"
        + _apache_errors(place, "")
        + "AddDefaultCharset UTF-8\n<IfModule mod_mime.c>\n"
        + "".join(f"AddType {kind} {ending}\n" for ending, kind in _TYPES.items())
        + "AddCharset UTF-8 .html .css .js .json .xml\n</IfModule>\n<IfModule mod_headers.c>\n"
        + "".join(f'Header always set {name} "{value}"\n' for name, value in HEADERS.items())
        + f'Header set Cache-Control "{_ASKED}"\n</IfModule>\n'
    )


def _apache_errors(place: _Place, folder: str) -> str:
    """A folder without a page of its own, which a server forbids to list, is a wrong address too."""
    page = f"{place.address}{folder}404.html"
    return f"ErrorDocument 404 {page}\nErrorDocument 403 {page}\n"


def _apache_folder(place: _Place, folder: str) -> str:
    return _apache_errors(place, folder)


def _apache_heavy() -> str:
    return f'<IfModule mod_headers.c>\nHeader set Cache-Control "public, max-age={_HOUR}"\n</IfModule>\n'


def _nginx(place: _Place) -> str:
    """One `location`; `expires` and not `add_header` in the inner ones, which would take the headers away there."""
    path = place.path.replace("\\", "\\\\").replace('"', '\\"')
    inner = ""
    for folder in _HEAVY:
        inner += f'  location "{path}{folder}" {{ expires {_HOUR}s; }}\n'
    for folder in place.folders:
        inner += f'  location "{path}{folder}" {{ {_nginx_errors(path, folder)} }}\n'
    kinds = " ".join(sorted(set(_TYPES.values()) | {"text/css", "application/javascript", "text/xml"}))
    return (
        "# include this file in the server block that has the site's folder under its root\n"
        f'location "{path}" {{\n'
        "  index index.html;\n  absolute_redirect off;\n"
        f"  charset utf-8;\n  charset_types {kinds};\n"
        f"  {_nginx_errors(path, '')}\n  expires -1;\n"
        + "".join(f'  add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
        + f"{inner}}}\n"
    )


def _nginx_errors(path: str, folder: str) -> str:
    return f'error_page 404 "{path}{folder}404.html"; error_page 403 =404 "{path}{folder}404.html";'


def _iis(place: _Place) -> str:
    """For the folder of the site; each thing is taken away first, since a server above may have said it already."""
    kinds = "".join(
        f"<remove fileExtension={quoteattr(ending)} />"
        f"<mimeMap fileExtension={quoteattr(ending)} mimeType={quoteattr(kind)} />\n"
        for ending, kind in _TYPES.items()
    )
    headers = "".join(
        f"<remove name={quoteattr(name)} /><add name={quoteattr(name)} value={quoteattr(value)} />\n"
        for name, value in HEADERS.items()
    )
    inner = "".join(_iis_location(folder, _iis_errors(place, folder)) for folder in place.folders)
    hour = f'<staticContent>\n<clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="0.{_HOUR // 3600:02}:00:00" />'
    inner += "".join(_iis_location(folder, f"{hour}\n</staticContent>\n") for folder in _HEAVY)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<configuration>\n<system.webServer>\n'
        '<defaultDocument enabled="true"><files><clear /><add value="index.html" /></files></defaultDocument>\n'
        f'<directoryBrowse enabled="false" />\n<staticContent>\n{kinds}<clientCache cacheControlMode="DisableCache" />\n'
        f"</staticContent>\n<httpProtocol>\n<customHeaders>\n{headers}</customHeaders>\n</httpProtocol>\n"
        f"{_iis_errors(place, '')}</system.webServer>\n{inner}</configuration>\n"
    )


def _iis_location(folder: str, settings: str) -> str:
    path = quoteattr(folder.rstrip("/"))
    return f"<location path={path}>\n<system.webServer>\n{settings}</system.webServer>\n</location>\n"


def _iis_errors(place: _Place, folder: str) -> str:
    page = quoteattr(f"{place.address}{folder}404.html")
    errors = "".join(
        f'<remove statusCode="{status}" subStatusCode="-1" />'
        f'<error statusCode="{status}" subStatusCode="-1" path={page} responseMode="ExecuteURL" />\n'
        for status in (403, 404)
    )
    return f'<httpErrors errorMode="Custom">\n{errors}</httpErrors>\n'
