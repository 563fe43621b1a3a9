"""On Windows: ties a process, and all that it begins, to this one by a job: Windows ends them when this process ends.

Elsewhere a group of processes does that, with the input of the command (`bounded`).
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from typing import Any

_KILL_ON_JOB_CLOSE = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE of winnt.h
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _Limits(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class Job:
    """What a process belongs to with all that it begins; `close` ends them all, and so does the end of this process."""

    def __init__(self, process: subprocess.Popen[Any]) -> None:
        """Tie a process; where Windows refuses that, or this is not Windows, nothing is tied."""
        self._handle = None
        if sys.platform == "win32":
            system: Any = ctypes.WinDLL("kernel32")
            system.CreateJobObjectW.restype = ctypes.c_void_p
            job = ctypes.c_void_p(system.CreateJobObjectW(None, None))
            limits = _Limits()
            limits.BasicLimitInformation.LimitFlags = _KILL_ON_JOB_CLOSE
            size = ctypes.sizeof(limits)
            system.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
            system.AssignProcessToJobObject(job, ctypes.c_void_p(int(process._handle)))
            self._handle = job

    def close(self) -> None:
        """End what is left of it."""
        if sys.platform == "win32" and self._handle is not None:
            ctypes.WinDLL("kernel32").CloseHandle(self._handle)
            self._handle = None
