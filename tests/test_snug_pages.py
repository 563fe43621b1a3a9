"""A document in which a few lines would stand alone on a page is set a little closer, and no other."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from copies import INVENTED, ROOT
from pdf_files import filled, open_pdf, opened
from plan.paper import letters, snugness, typesetting
from plan.paper.edition import PaperEdition
from plan.reading.loader import load_plan
from plan.showing.renderer import Renderer


def drawn(*heights: float) -> bytes:
    """What a page puts at such heights from its foot, as the typesetter says it."""
    return b"".join(b"q 1 0 0 -1 59.5 %f cm\nBT (a)Tj\nET\nQ\n" % height for height in heights)


def pdf(*pages: tuple[float, ...]) -> bytes:
    """As much of a file as says what is put on its pages."""
    found = b"%PDF-1.7"
    for number, heights in enumerate(pages):
        stream = zlib.compress(drawn(*heights))
        found += b"\n%d 0 obj\n<</Type/Page/Parent 1 0 R/Contents %d 0 R>>\nendobj" % (2 * number + 10, 2 * number + 11)
        found += b"\n%d 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n" % (2 * number + 11, len(stream))
        found += stream + b"\nendstream\nendobj"
    return found


FULL, FEW, HEAD_AND_FOOT = (800.0, 700.0, 60.0, 40.0), (800.0, 760.0, 40.0), (800.0, 40.0)


def test_how_full_a_page_is() -> None:
    """To the lowest that stands between head and foot; one that cannot be read is full."""
    assert [round(share, 2) for share in snugness.filling(pdf(FULL, FEW, HEAD_AND_FOOT))] == [1.0, 0.03, 0.0]
    assert list(snugness.filling(pdf(FEW).replace(b"/FlateDecode", b"/LZWDecode"))) == [1]


@pytest.mark.parametrize(
    ("says", "asked", "kept"),
    [
        ({0: [FULL, FULL]}, [0], 0),
        ({0: [FEW, FULL]}, [0], 0),  # a cover
        ({0: [FULL, FEW], 5: [FULL]}, [0, 5], 5),
        ({0: [FULL, FEW], 5: [FULL, FEW], 10: [FULL]}, [0, 5, 10], 10),
        # Where nothing helps all are tried, and it stays as it was; where one page of two is helped, that counts.
        ({0: [FULL, FEW]}, [0, 5, 10, 15, 20, 3, 8, 13, -5], 0),
        ({0: [FULL, FEW, FULL, FEW], 15: [FULL, FULL, FEW]}, [0, 5, 10, 15, 20, 3, 8, 13, -5], 15),
        ({0: [FULL, FEW, *[FULL] * 199]}, [0], 0),  # too long to be set again
    ],
)
def test_what_is_tried(says: dict[int, list[tuple[float, ...]]], asked: list[int], kept: int) -> None:
    """Closer step by step until no page but the first is nearly empty; else what leaves the fewest."""
    tried: list[int] = []

    def set_it(closer: int) -> bytes:
        tried.append(closer)
        return pdf(*says.get(closer, says[0]))

    assert snugness.snug(set_it) == pdf(*says[kept])
    assert tried == asked


def test_a_document_is_set_closer(tmp_path: Path) -> None:
    """By so much that its last lines find room; what it says is the same."""
    loaded = load_plan(INVENTED / "data", INVENTED / "docs")
    assert loaded.plan, loaded.findings
    renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", tmp_path)
    document = next(item for item in PaperEdition(renderer, "ja").documents() if item.name == "part-plan")
    given = json.loads(letters.written({**document.content, "images": {}}, ("ja",)))
    chapter = next(sheet for sheet in given["sheets"] if sheet["k"] == "chapter")
    paragraph = {
        "k": "para",
        "style": "",
        "c": ["水のように、やさしく、ひとりひとりに届く町を、みなで育てていきます。" * 2],
    }

    def pages(count: int, name: str) -> list[float]:
        sheets = [given["sheets"][0], chapter | {"apart": True, "c": [paragraph] * count}]
        text = json.dumps(given | {"sheets": sheets, "labels": [chapter["label"]]}, ensure_ascii=False)
        path = typesetting.set_document(tmp_path, name, name, text, 0, {})
        found = open_pdf(path)
        assert "".join("".join(page.get_text().split()) for page in found).count("みなで育てていきます") == 2 * count
        return filled(found)

    once = [len(pages(count, f"a{count}")) for count in range(10, 24)]
    assert once == sorted(once) and once[0] == 2 and once[-1] == 3
    assert all(share >= 0.12 for count in range(10, 24) for share in pages(count, f"b{count}")[1:])


def test_both_readings_of_a_page_agree(site: Path) -> None:
    """What the worker makes of the bytes is what a reader of PDFs finds on the page, near enough."""
    for name in ("ja/whole", "en/whole", "en/departments/information-policy"):
        path = site / f"pdf/{name}.pdf"
        ours = snugness.filling(path.read_bytes())
        assert all(abs(one - other) < 0.06 for one, other in list(zip(ours, filled(opened(path)), strict=True))[1:])
