"""on_startup: the program is loaded, and a site built, without a look for rubbish: what is made is kept to the end.

It stands before the other hooks, whose imports are a third of a build; a preview, which goes on, tidies up.
"""

from __future__ import annotations

import gc
from typing import Literal

gc.disable()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """From here on a preview looks for rubbish."""
    if command == "serve":
        gc.enable()
