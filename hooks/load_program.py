"""on_startup: the program is loaded, and a site built, without a look for rubbish: what is made is kept to the end.

It stands before the other hooks, whose imports are a third of a build; a preview, which goes on, tidies up.
"""

from __future__ import annotations

import gc
import os
from typing import Literal

gc.disable()
# pydantic (2.14) looks through all that is installed for what would change it, and a plan is read by the program alone.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# Nothing here calculates with arrays: numpy (2.4) would set memory aside for each core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """From here on a preview looks for rubbish; a build that another program began ends with that program."""
    if command == "serve":
        gc.enable()
    elif os.environ.get("PLAN_ENDS_WITH_INPUT"):
        from plan.machine.bounded import end_with_input  # of many cities; no other build needs it

        end_with_input()
