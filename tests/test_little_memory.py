"""Where memory is short one sentence in both languages says so, whatever a library says, and nothing waits for ever."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from copies import copy_city
from plan.machine import memory, workers
from plan.machine.workers import WorkerError, Workers


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), True),
        (ImportError("_typst.abi3.so: failed to map segment from shared object"), True),
        (RuntimeError("can't start new thread"), True),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (ImportError("No module named 'typst'"), False),
        (ValueError("cannot allocate memory"), False),
    ],
)
def test_a_want_of_memory_is_known(error: Exception, expected: bool) -> None:
    """By what the system, the loader of libraries and threads say of it."""
    assert memory.lacking(error) is expected


def test_what_a_dying_process_says_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    """A library that finds too little memory ends the process in its own English; the program tells the fault."""
    with Workers() as pool, pytest.raises(WorkerError, match="exec: the process ended without an answer"):
        pool.submit(exec, "import os; os.write(2, b'OpenBLAS error: giving up\\n'); os._exit(1)").result()
    with Workers() as pool, pytest.raises(WorkerError, match="exec: the process ended without an answer"):
        pool.submit(exec, "raise ImportError('x.so: failed to map segment from shared object')").result()
    assert capfd.readouterr().err == ""


def test_what_a_sound_process_says_is_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    """A warning of a library is for who looks."""
    with Workers() as pool:
        pool.submit(exec, "import os; os.write(2, b'a warning\\n')").result()
    assert capfd.readouterr().err == "a warning\n"


def test_a_process_that_cannot_begin_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for its answer hears of it, and does not wait for ever."""

    def refuse() -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(workers, "_Process", refuse)
    with Workers() as pool, pytest.raises(BlockingIOError):
        pool.submit(len, "abc").result(timeout=20)


def test_a_library_is_hidden_from_those_that_can_do_without() -> None:
    """And is there again behind it."""
    code = (
        "import sys; from plan.machine.memory import without\n"
        "with without('numpy'): from plan.opendata import spreadsheet\n"
        "assert 'numpy' not in sys.modules; import numpy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": "hooks"})


@pytest.mark.whole
def test_a_build_with_too_little_memory_says_so_in_one_sentence(tmp_path: Path) -> None:
    """Exit 1, nothing of a library, no traceback, no site."""
    folder = copy_city(tmp_path)
    limit = 160 * 2**20
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert result.returncode == 1
    said = [line for line in result.stderr.splitlines() if line.strip() and not line.startswith("[")]
    assert len(said) == 1, said
    assert said[0].startswith("Error: メモリーが足りず、途中で止まりました（")
    assert " / stopped half-way, mostly for want of memory (" in said[0]
    assert not (folder / "site").exists()
