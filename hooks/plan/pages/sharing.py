"""Turns pages into what other sites show of them: a picture to share, and data about them for machines.

A share picture is drawn from the data by matplotlib, which is there for the charts, once for each content.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from plan.drawing import lettering
from plan.model import Plan, colors
from plan.showing.catalog import Card
from plan.showing.indicator import ShownIndicator
from plan.showing.localizer import Localizer
from plan.showing.renderer import page_url

_FONTS = Path(__file__).parents[1] / "drawing/fonts"
SIZE = (1200, 630)  # pixels, as the services that show it ask for
_SHADES = 64
_TITLE = ((44, 2), (38, 2), (44, 3), (38, 3), (32, 3))  # points, and the most lines at which that size is taken


def file_name(lines: Mapping[str, str], palette: Mapping[str, str]) -> str:
    """The name of the file that holds what `draw` gives: the digest of all that decides how it looks."""
    content = repr((sorted(lines.items()), sorted(palette.items()), _program())).encode()
    return f"{hashlib.sha256(content).hexdigest()[:32]}.png"


@cache
def _program() -> str:
    return hashlib.sha256(Path(__file__).read_bytes() + Path(lettering.__file__).read_bytes()).hexdigest() + version(
        "matplotlib"
    )


def draw(lines: Mapping[str, str], palette: Mapping[str, str]) -> bytes:
    """The PNG bytes for `lines` (city, plan, title, before, after, note): the same lines, the same bytes."""
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from PIL import Image

    figure = Figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100, facecolor=palette["brand"])
    fonts = {weight: _FONTS / f"BIZUDPGothic-{weight}.ttf" for weight in ("Regular", "Bold")}

    def say(y: float, words: str, size: float, weight: str = "Bold", color: str = palette["on-brand"]) -> None:
        font = FontProperties(fname=fonts[weight], size=size)
        words = words.replace("\t", " ")  # for which the font has no letter
        figure.text(0.06, y, words, fontproperties=font, color=color, va="top", linespacing=1.35, parse_math=False)

    say(0.93, folded(lines["plan"], 22, 1), 22, "Regular")
    title = lines["title"]
    size = next((size for size, most in _TITLE if len(lettering.folded(title, _room(size))) <= most), _TITLE[-1][0])
    say(0.83, folded(title, size, 3), size)
    figure_size = 40 * min(1.0, _room(40) / max(1.0, lettering.width(lines["after"])))  # figures are never cut
    say(0.41, lines["after"], figure_size, color=palette["highlight"])
    say(0.285, "\n".join(folded(line, 20, 2) for line in lines["note"].split("\n")), 20, "Regular")
    say(0.075, folded(lines["city"], 20, 1), 20, "Regular")
    drawn, out = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="rgba")
    picture = Image.frombytes("RGBA", SIZE, drawn.getvalue()).convert("RGB")
    # Three colors and the shades between them: a third of the bytes that full color takes.
    picture.quantize(_SHADES, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "png")
    return out.getvalue()


def folded(words: str, size: float, most: int) -> str:
    """Words on at most so many lines that fit the picture at a size in points."""
    lines = lettering.folded(words, _room(size))
    return "\n".join(lines[:most]) + ("…" if len(lines) > most else "")


def _room(size: float) -> float:
    """The width of the picture's lines, in ems, at a size in points."""
    return SIZE[0] * 0.88 / (size * 100 / 72)


def card_lines(card: Card, indicators: Sequence[ShownIndicator], plan: Plan, speak: Localizer) -> dict[str, str]:
    """What the picture of a card says: its title and the way from baseline to target of its first indicator."""
    said = {
        "plan": speak.plain(plan.details.title),
        "title": speak.plain(card.project.title),
        "after": "",
        "note": "",
        "city": speak.plain(plan.details.city.name),
    }
    for indicator in indicators[:1]:
        before = f"{indicator.baseline.words.plain} → " if indicator.baseline.known else ""
        said["after"] = before + indicator.target.words.plain
        said["note"] = f"{indicator.name.plain}\n{indicator.target.year}"
    return said


def plan_lines(plan: Plan, speak: Localizer) -> dict[str, str]:
    """What the picture of every other page says: the plan and its vision."""
    period = plan.details.period
    return {
        "plan": speak.plain(plan.details.title),
        "title": speak.plain(plan.vision.statement),
        "after": "",
        "note": speak.plain_word("period", first=speak.fiscal_year(period.first), last=speak.fiscal_year(period.last)),
        "city": speak.plain(plan.details.city.name),
    }


def palette_of(plan: Plan) -> Mapping[str, str]:
    """The light colors of the plan."""
    return colors.scheme(**plan.details.colors.model_dump(), dark=False)


def structured_data(name: str, title: str, summary: str, card: Card | None, plan: Plan, speak: Localizer) -> str:
    """JSON-LD for a page; empty where there is nothing to say. https://schema.org/Project, /Dataset, /WebSite"""
    address = plan.details.url + page_url(name, speak.language, plan.languages)
    city = {"@type": "GovernmentOrganization", "name": speak.plain(plan.details.city.name)}
    found: dict[str, Any] = {"@context": "https://schema.org", "url": address, "inLanguage": speak.language}
    if card:
        found |= {
            "@type": "Project",
            "name": title,
            "description": summary,
            "parentOrganization": city,
            "department": [speak.plain(department.name) for department in card.departments],
        }
        del found["inLanguage"]
    elif name == "statistics":
        found |= {
            "@type": "Dataset",
            "name": title,
            "description": summary,
            "creator": city,
            "license": str(plan.details.licence.url or address),
            "isAccessibleForFree": True,
            "dateModified": plan.details.edition.updated.isoformat(),
            "variableMeasured": [
                speak.plain(column.name) for series in plan.series.values() for column in series.columns
            ],
        }
    elif name == "index":
        found |= {"@type": "WebSite", "name": title, "description": summary, "publisher": city}
    else:
        return ""
    return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")
