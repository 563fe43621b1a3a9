"""Draws the QR code of an address, for the page of a project."""

from __future__ import annotations

import re

import segno


def qr_svg(address: str) -> str:
    """The QR code of an address as SVG, one unit a module, with its quiet zone.

    Any mask can be read; a fixed one spares trying all eight.
    """
    matrix = segno.make(address, error="m", micro=False, mask=4).matrix
    size = len(matrix) + 8
    path = "".join(
        f"M{run.start() + 4} {y + 4}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(matrix)
        for run in re.finditer("1+", "".join(map(str, row)))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'
