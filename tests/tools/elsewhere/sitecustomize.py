"""Another machine on another day, for a Python process that starts with this folder in its path.

With TEST_DAYS_LATER the clock is ahead; with TEST_OTHER_ORDER folders list their files backwards.
"""

from __future__ import annotations

import datetime
import os
import time

if days := float(os.environ.get("TEST_DAYS_LATER", "0")):
    _time, _gmtime, _localtime, _strftime = time.time, time.gmtime, time.localtime, time.strftime

    class _Later(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return super().now(tz) + datetime.timedelta(days=days)

        @classmethod
        def utcnow(cls) -> datetime.datetime:
            return cls.now(datetime.UTC).replace(tzinfo=None)

    class _LaterDate(datetime.date):
        @classmethod
        def today(cls) -> datetime.date:
            return _Later.now().date()

    time.time = lambda: _time() + days * 86400
    time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
    time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
    time.strftime = lambda form, moment=None: _strftime(form, time.localtime() if moment is None else moment)
    datetime.datetime, datetime.date = _Later, _LaterDate

if os.environ.get("TEST_OTHER_ORDER"):
    _listdir, _scandir = os.listdir, os.scandir

    class _Backwards:
        def __init__(self, path: object = ".") -> None:
            with _scandir(path) as entries:
                self._entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

        def __iter__(self) -> _Backwards:
            return self

        def __next__(self) -> os.DirEntry[str]:
            return next(self._entries)

        def __enter__(self) -> _Backwards:
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

        def close(self) -> None:
            """Nothing is open."""

    os.listdir = lambda path=".": sorted(_listdir(path), reverse=True)
    os.scandir = _Backwards
