"""A process beside the program: it answers one question after another, and ends when its input closes.

It loads only the modules of the functions that it is asked for, and is itself next to nothing.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys

from plan.machine.memory import lacking

#: After how many new objects rubbish is looked for: to load what draws charts makes 300,000, and they are all kept.
_MADE = 100_000


def work() -> None:
    """Answer each `(function, arguments, named)` with `(False, result)` or `(True, exception)`."""
    gc.set_threshold(_MADE)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
        while True:
            try:
                function, arguments, named = pickle.load(sys.stdin.buffer)  # noqa: S301 - from who began this process
            except EOFError:
                gc.freeze()  # nothing is asked for any more: looking through all that was loaded would only take time
                return
            try:
                answer = (False, function(*arguments, **named))
            except Exception as error:
                if lacking(error):
                    raise MemoryError from None
                answer = (True, error)
            answers.write(pickle.dumps(answer))
            answers.flush()


if __name__ == "__main__":
    try:
        work()
    except (BrokenPipeError, MemoryError):  # who asked is gone, or hears of it by the end of the answers
        os._exit(1)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of a library in Rust, which has said why
            raise
        os._exit(1)
