"""What a document shows of the plan before its content: the vision, the address with its code, whom to ask, a chart."""

from __future__ import annotations

from plan.html.tree import Node
from plan.paper.codes import qr_svg
from plan.paper.course import office_lines
from plan.paper.doubt_notes import own
from plan.showing.renderer import Renderer

#: The name among the pictures of a document under which the ornament of the city lies.
ORNAMENT = "ornament"
#: How the address of a chart ends that is drawn for a narrow place.
NARROW = ".narrow.svg"


class Front:
    """What covers and the summary of a plan show, in one language; `address` is where the plan stands."""

    def __init__(self, renderer: Renderer, language: str, address: str, name: str) -> None:
        self._renderer, self._plan, self._language = renderer, renderer.plan, language
        self._speak = renderer.speaker(language)
        self._address, self._name = address, name

    def cover(self, part: str = "", *, vision: bool = True) -> Node:
        """A cover, maybe that of a `part`; what is beside the plan has not its vision."""
        plan, speak = self._plan, self._speak
        said = [speak.plain(plan.vision.title), speak.plain(plan.vision.statement)] if plan.vision and vision else []
        return {"k": "cover", "vision": said, **({"part": part} if part else {}), **self.place()}

    def place(self) -> Node:
        """Where the plan stands and whom to ask about it."""
        return {"qr": qr_svg(self._address), "qr_alt": f"QR: {self._name} {self._address}", "asked": self._asked()}

    def _asked(self) -> Node | None:
        """The office that keeps the plan, if the plan says how to reach it."""
        if not self._plan.keeper_reached:
            return None
        speak, details = self._speak, self._plan.details
        lines = office_lines(self._plan.keeper, self._renderer.views(self._language), speak)
        above = [speak.plain(details.office_of)] if details.office_of else lines["above"]
        said = speak.plain(details.contact) if details.contact else ""
        return {"office": [*above, lines["title"]], "said": said, "ways": lines["ways"]}

    def chart(self) -> Node | None:
        """The first chart of the plan's statistics, with its sentences, which are the site's own."""
        shown = self._plan.details.statistics
        if not shown:
            return None
        figure = self._renderer.figures[shown[0], self._language]
        sayings = [own(said) for said in figure.sentences]
        drawn = {"k": "image", "src": f"{shown[0]}.svg", "alt": str(figure.alternative)}
        return {
            "title": figure.title,
            "drawn": drawn,
            "narrow": drawn | {"src": f"{shown[0]}{NARROW}"},
            "said": sayings,
        }


def named(sheet: Node) -> str:
    """What a document without chapters is called at the foot of its pages, after its first sheet."""
    return sheet["card"]["short"] if sheet["k"] == "card" else sheet.get("title") or sheet.get("name") or ""
