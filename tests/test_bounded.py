"""A command that runs too long ends with all that it began, and one whose program is killed ends too."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from copies import ROOT
from plan.machine.bounded import Bounded, Ended

#: Begins a process that would run for ever, says the numbers of both, and waits.
TWO = (
    "import os, subprocess, sys, time\n"
    "other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "print(os.getpid(), other.pid, flush=True)\n"
    "time.sleep(600)\n"
)


def runs(process: int) -> bool:
    """Whether a process runs; one that ended and was not asked for does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def ended(*processes: int) -> bool:
    """Whether all of them end within ten seconds."""
    until = time.monotonic() + 10
    while any(map(runs, processes)) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(map(runs, processes))


needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says in /proc which processes run")


def test_what_a_command_says_and_gives(tmp_path: Path) -> None:
    """Its output and its errors in their order, and its code; it runs in the folder, and reads nothing."""
    code = "import os, sys; print(os.getcwd(), flush=True); print('ü', file=sys.stderr); sys.exit(3)"
    given = Bounded(60).run([sys.executable, "-c", code], tmp_path, os.environ | {"PYTHONUTF8": "1"})
    assert given == Ended(3, f"{tmp_path}\nü\n")


@needs_proc
def test_time_is_up_for_all_that_was_begun(tmp_path: Path) -> None:
    """The command, and the process that it began; what it said till then is kept."""
    given = Bounded(1).run([sys.executable, "-c", TWO], tmp_path, os.environ)
    assert given.code is None
    assert ended(*map(int, given.said.split()))


@needs_proc
def test_all_that_run_are_ended_at_once(tmp_path: Path) -> None:
    """By another thread; none is begun afterwards."""
    bounded, found = Bounded(60), list[Ended]()
    told = tmp_path / "told"
    code = TWO.replace("flush=True)", f"file=open({str(told)!r}, 'w'), flush=True)")
    thread = threading.Thread(
        target=lambda: found.append(bounded.run([sys.executable, "-c", code], tmp_path, os.environ))
    )
    thread.start()
    until = time.monotonic() + 10
    while not (told.is_file() and told.read_text(encoding="utf-8").endswith("\n")) and time.monotonic() < until:
        time.sleep(0.02)
    bounded.end()
    thread.join(10)
    assert found == [Ended(None, "")]
    assert ended(*map(int, told.read_text(encoding="utf-8").split()))
    assert bounded.run([sys.executable, "-c", "print(1)"], tmp_path, os.environ) == Ended(None, "")


#: Runs a command that ends with its input, and is killed meanwhile.
KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from plan.machine.bounded import Bounded
inner = "import sys; sys.path.insert(0, sys.argv[1])\\n"
inner += "from plan.machine.bounded import end_with_input\\nend_with_input()\\n" + sys.argv[3]
Bounded(600).run([sys.executable, "-c", inner.replace("flush=True)", f"file=open({sys.argv[2]!r}, 'w'), flush=True)"),
                  sys.argv[1]], Path.cwd(), os.environ)
"""


@needs_proc
def test_a_command_ends_with_the_program_that_is_killed(tmp_path: Path) -> None:
    """With what it began itself: nobody is left who would publish a site."""
    told = tmp_path / "told"
    with subprocess.Popen([sys.executable, "-c", KILLED, str(ROOT / "hooks"), str(told), TWO]) as program:
        until = time.monotonic() + 20
        while not (told.is_file() and told.read_text(encoding="utf-8").endswith("\n")) and time.monotonic() < until:
            time.sleep(0.02)
        begun = [*map(int, told.read_text(encoding="utf-8").split())]
        assert all(map(runs, begun))
        program.send_signal(signal.SIGKILL)
    assert ended(*begun)
