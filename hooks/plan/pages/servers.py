"""Ready files for the servers that a city has: headers, the page for a wrong address in each language, caching.

Each file speaks of this site alone, at the root of a server or under a path, and never of what else the server has.
No file of a site has its digest in its name, so a browser asks each time whether it has changed, which costs an answer
without a body: a page and its styles and charts always fit together. Documents and share pictures, the heavy
files, may be an hour old.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit
from xml.sax.saxutils import quoteattr

from plan.html.security_headers import FRAMED, HEADERS, UNLISTED
from plan.model.editions import EDITIONS

#: The file that nginx reads in its `server` block; the others are found by their servers by name.
NGINX = "nginx-location.conf"
_PAGE = "404.html"
#: What is a wrong address: nothing is there, or a folder without a page, which servers forbid to list.
_WRONG = ("403", "404")
_HOUR = 3600  # seconds
_ASKED, _HOURLY = "no-cache", f"public, max-age={_HOUR}"
#: The folders of what may be an hour old: documents, which have a folder for each language, and share pictures.
_PRINTED, _SHARED = "pdf/", "assets/share/"
#: The folder, in each language, of the pages for frames on other sites.
_EMBEDDED = "embed/"
#: What a server might not know: with `nosniff` a browser takes no file by another name.
_TYPES = {
    ".svg": "image/svg+xml", ".js": "text/javascript", ".json": "application/json", ".pdf": "application/pdf",
    ".webp": "image/webp", ".csv": "text/csv", ".jsonld": "application/ld+json", ".atom": "application/atom+xml",
}  # fmt: skip


#: The kinds of text, which are all in one encoding.
_TEXTS = (
    "text/plain", "text/csv", "text/css", "text/javascript", "application/javascript", "application/json",
    "application/ld+json", "application/atom+xml", "text/xml", "application/xml",
)  # fmt: skip


@dataclass(frozen=True)
class _Folder:
    """A folder of a site that differs from the whole: by the page for a wrong address in it, its age, its frames."""

    name: str
    page: str = ""
    heavy: bool = False
    framed: bool = False
    """Whether other sites may show its pages in a frame."""
    unlisted: bool = False
    """Whether search engines are asked to list nothing of it, pages and files."""

    @property
    def headers(self) -> Mapping[str, str]:
        """What is said of it beside or instead of the headers of all."""
        return {**(FRAMED if self.framed else {}), **(UNLISTED if self.unlisted else {})}


@dataclass(frozen=True)
class _Root:
    """Where a site is put: the path of its address, with a slash at both ends, and the folders that differ."""

    path: str
    folders: tuple[_Folder, ...]
    bare: tuple[str, ...]
    """The folders of pages that have no page of their own."""

    @property
    def address(self) -> str:
        """The path as it stands in an address."""
        return quote(self.path)


def server_files(
    address: str, codes: Sequence[str], bare: Sequence[str], older: Collection[str] = (), bare_in: Sequence[str] = ()
) -> Mapping[str, bytes]:
    """The files by their published name, for a site at an address with these languages, its own first.

    `bare` are the folders of pages that have no page of their own, in each language; `older` the ids of the editions
    before this one, `bare_in` such folders in them.
    """
    languages = [f"{code}/" for code in codes[1:]]
    folders = (
        *(_Folder(name, f"{name}{_PAGE}") for name in languages),
        *(_Folder(f"{_PRINTED}{name}", f"{name}{_PAGE}", heavy=True) for name in languages),
        *(_Folder(f"{name}{_EMBEDDED}", f"{name}{_PAGE}" if name else "", framed=True) for name in ("", *languages)),
        _Folder(_PRINTED, heavy=True),
        _Folder(_SHARED, heavy=True),
        *(
            _Folder(f"{EDITIONS}/{id}/{name}", f"{name}{_PAGE}" if name else "", unlisted=True)
            for id in older
            for name in ("", *languages)
        ),
    )
    parts = [f"{language}{name}/" for language in ("", *languages) for name in bare] + list(bare_in)
    place = _Root(unquote(urlsplit(address).path) or "/", folders, tuple(parts))
    found = {
        "_headers": _headers(place),
        "_redirects": _redirects(place),
        ".htaccess": _apache(place),
        NGINX: _nginx(place),
        "web.config": _iis(place),
        **{f"{folder.name}.htaccess": _apache_folder(place, folder) for folder in folders},
    }
    return {name: text.encode() for name, text in found.items()}


def _headers(place: _Root) -> str:
    """Netlify and Cloudflare Pages, which have browsers ask each time unless told otherwise.

    Where two blocks hold for an address, Cloudflare joins what they say of a header by a comma, and of two policies the
    stricter counts; a line with `!` takes the header away first. On Netlify, which passes over that line, the later and
    narrower block counts.
    """
    lines = [f"{place.address}*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for name in (_PRINTED, _SHARED):
        lines += [f"{place.address}{name}*", f"  Cache-Control: {_HOURLY}"]
    for folder in place.folders:
        if folder.unlisted and not folder.page:  # it holds those of all languages
            lines += [f"{place.address}{folder.name}*", *(f"  {name}: {value}" for name, value in UNLISTED.items())]
        if folder.framed:
            lines += [f"{place.address}{folder.name}*"]
            lines += [line for name, value in FRAMED.items() for line in (f"  ! {name}", f"  {name}: {value}")]
    return "\n".join([*lines, ""])


def _redirects(place: _Root) -> str:
    """Netlify; Cloudflare Pages passes over these lines and finds the nearest page for a wrong address by itself."""
    pages = [(folder.name, folder.page) for folder in place.folders if folder.page]
    return "".join(f"{place.address}{name}* {place.address}{page} 404\n" for name, page in (*pages, ("", _PAGE)))


def _apache(place: _Root) -> str:
    """For the folder of the site; each directive is one that `AllowOverride FileInfo` allows.

    What the server says without `always` is kept apart, and would be sent beside ours.
    """
    return (
        "# needs: AllowOverride FileInfo\n"
        + _apache_errors(place, _PAGE)
        + _apache_bare(place)
        + "AddDefaultCharset UTF-8\n<IfModule mod_mime.c>\n"
        + "".join(f"AddType {kind} {ending}\n" for ending, kind in _TYPES.items())
        + "AddCharset UTF-8 .html .css .js .json .xml .csv .jsonld .atom .txt\n</IfModule>\n<IfModule mod_headers.c>\n"
        + "".join(f'Header unset {name}\nHeader always set {name} "{value}"\n' for name, value in HEADERS.items())
        + f'Header set Cache-Control "{_ASKED}"\n</IfModule>\n'
    )


def _apache_bare(place: _Root) -> str:
    """No list of the files in a folder without a page, which many a server is set to show."""
    start = place.path.replace(".", "[.]")
    folders = "".join(f'RedirectMatch 404 "^{start}{name}$"\n' for name in (r"(assets|pdf)/(.*/)?", *place.bare))
    return f"<IfModule mod_alias.c>\n{folders}</IfModule>\n"


def _apache_folder(place: _Root, folder: _Folder) -> str:
    hourly = f'<IfModule mod_headers.c>\nHeader set Cache-Control "{_HOURLY}"\n</IfModule>\n'
    other = "".join(f'Header always set {name} "{value}"\n' for name, value in folder.headers.items())
    other = f"<IfModule mod_headers.c>\n{other}</IfModule>\n" if other else ""
    errors = _apache_errors(place, folder.page) if folder.page else ""
    return errors + (hourly if folder.heavy else "") + other


def _apache_errors(place: _Root, page: str) -> str:
    """A folder without a page of its own, which a server forbids to list, is a wrong address too."""
    return "".join(f"ErrorDocument {status} {place.address}{page}\n" for status in _WRONG)


def _nginx(place: _Root) -> str:
    """One `location`; `expires` and not `add_header` in the inner ones, which would take the headers away there.

    Under a path the server's own patterns do not reach in; at the root they are the server's.
    """
    path = place.path
    inner = "".join(
        f'  location "{path}{folder.name}" {{'
        + (f" expires {_HOUR}s;" if folder.heavy else "")
        + (_nginx_errors(path, folder.page) if folder.page else "")
        + (_nginx_headers({**HEADERS, **folder.headers}) if folder.headers else "")
        + " }\n"
        for folder in place.folders
    )
    return (
        "# include this file in the server block that has the folder of this address under its root\n"
        f'location {"" if path == "/" else "^~ "}"{path}" {{\n'
        "  index index.html;\n  absolute_redirect off;\n"
        f"  charset utf-8;\n  charset_types {' '.join(_TEXTS)};\n"
        f" {_nginx_errors(path, _PAGE)}\n  expires -1;\n"
        + "".join(f'  add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
        + f"{inner}}}\n"
    )


def _nginx_headers(headers: Mapping[str, str]) -> str:
    """All of them: those of the place around it hold no more, where an inner one has any."""
    return "".join(f' add_header {name} "{value}" always;' for name, value in headers.items())


def _nginx_errors(path: str, page: str) -> str:
    return f' error_page {" ".join(_WRONG)} =404 "{path}{page}";'


def _iis(place: _Root) -> str:
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
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<configuration>\n<system.webServer>\n'
        '<defaultDocument enabled="true"><files><clear /><add value="index.html" /></files></defaultDocument>\n'
        f'<directoryBrowse enabled="false" />\n<staticContent>\n{kinds}'
        '<clientCache cacheControlMode="DisableCache" />\n'
        f"</staticContent>\n<httpProtocol>\n<customHeaders>\n{headers}</customHeaders>\n</httpProtocol>\n"
        f"{_iis_errors(_PAGE)}</system.webServer>\n"
        f"{''.join(map(_iis_folder, place.folders))}</configuration>\n"
    )


def _iis_folder(folder: _Folder) -> str:
    hourly = (
        '<staticContent>\n<clientCache cacheControlMode="UseMaxAge" '
        f'cacheControlMaxAge="{_HOUR // 3600:02}:00:00" />\n</staticContent>\n'
    )
    headers = "".join(
        f"<remove name={quoteattr(name)} /><add name={quoteattr(name)} value={quoteattr(value)} />\n"
        for name, value in folder.headers.items()
    )
    other = f"<httpProtocol>\n<customHeaders>\n{headers}</customHeaders>\n</httpProtocol>\n" if headers else ""
    settings = (hourly if folder.heavy else "") + other
    settings += _iis_errors(folder.page) if folder.page else ""
    path = quoteattr(folder.name.rstrip("/"))
    return f"<location path={path}>\n<system.webServer>\n{settings}</system.webServer>\n</location>\n"


def _iis_errors(page: str) -> str:
    """The page as a file, from the folder of this one; by its address (`ExecuteURL`) it would have the status 200."""
    path = quoteattr(page.replace("/", "\\"))
    errors = "".join(
        f'<remove statusCode="{status}" subStatusCode="-1" />'
        f'<error statusCode="{status}" subStatusCode="-1" path={path} responseMode="File" />\n'
        for status in _WRONG
    )
    return f'<httpErrors errorMode="Custom">\n{errors}</httpErrors>\n'
