"""A desk without screen or sound on which Firefox shows a page and Orca tells what it says, as text.

It needs Debian's packages, which `make hear` names. All of it lives in a folder that is gone afterwards, and every
program that was started is ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
#: Seconds: until a program that does not answer counts as broken, for a page in one try and in all, between two keys.
START, TRY, TRIES, PAUSE = 30, 40, 5, 0.3
#: Firefox as it is new, without what it asks and shows a new reader, and open to screen readers from the start.
PREFERENCES: dict[str, Any] = {
    "accessibility.force_disabled": -1,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.translations.enable": False,
    "browser.urlbar.autoFill": False,
    "browser.urlbar.suggest.searches": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "termsofuse.bypassNotification": True,
    "ui.prefersReducedMotion": 1,
}
#: What Orca says of a page that was visited before; a new reader does not hear it.
_VOLATILE = {"visited link": "link"}


class Hearing:
    """What Orca says of the pages that are opened."""

    def __init__(self, width: int, height: int = 1000) -> None:
        self._started: list[subprocess.Popen[bytes]] = []
        self._folder = Path(tempfile.mkdtemp(prefix="hearing"))
        self._said = self._folder / "said"
        self._said.touch()
        self._env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
        self._env |= {
            "HOME": str(self._folder),
            "XDG_RUNTIME_DIR": str(self._folder),
            **{f"XDG_{name}_HOME": str(self._folder / name) for name in ("CONFIG", "DATA", "CACHE")},
            "LANG": "C.UTF-8",
            "GNOME_ACCESSIBILITY": "1",
            "ACCESSIBILITY_ENABLED": "1",
            "GSETTINGS_BACKEND": "keyfile",
            "SAID": str(self._said),
        }
        try:
            self._begin(width, height)
        except BaseException:
            self.close()
            raise

    def _begin(self, width: int, height: int) -> None:
        self._env["DISPLAY"] = ":" + self._answer("Xvfb", "-displayfd", "{}", "-screen", "0", "1400x1100x24")
        bus = self._answer("dbus-daemon", "--session", "--nofork", "--print-address={}")
        self._env["DBUS_SESSION_BUS_ADDRESS"] = bus
        self._start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        self._start("openbox", "--config-file", str(HERE / "openbox.xml"))
        _until(lambda: self._asked_bus("Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress"), START)
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            to = ("org.freedesktop.DBus.Properties.Set", "org.a11y.Status", name, "<true>")
            assert self._asked_bus("Bus", "/org/a11y/bus", *to), name
        self._start("/usr/bin/python3", str(HERE / "speech.py"))
        _until(self._lines, START)
        profile = self._folder / "profile"
        profile.mkdir()
        wanted = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items())
        (profile / "user.js").write_text("\n".join(wanted), encoding="utf-8")
        self._start("firefox-esr", "--no-remote", "--profile", str(profile), "about:blank")
        self._window = _until(lambda: self._keys("search", "--onlyvisible", "--class", "firefox").split()[-1:], START)[
            0
        ]
        self._keys("windowactivate", "--sync", self._window)
        self._keys("windowsize", self._window, str(width), str(height))
        self._quiet(1)

    def open(self, url: str, title: str) -> list[str]:
        """Everything that is said of a page from its beginning to its end, as it is read when it is opened."""
        for _ in range(TRIES):  # what is typed while Firefox still starts, or on a busy machine, may be lost
            before = len(self._lines())
            self._keys("windowfocus", self._window)
            self._keys("key", "Escape")
            self._keys("key", "ctrl+l")
            time.sleep(PAUSE)
            self._keys("type", "--delay", "12", url)
            self._keys("key", "Return")
            with contextlib.suppress(TimeoutError):
                return _until(lambda: self._read(before, title), TRY)  # noqa: B023
        raise TimeoutError(f"{url} was not read: {[words for _, words in self._lines()[-5:]]}")

    def _read(self, before: int, title: str) -> list[str]:
        """The page, once it was announced by its title and then read to its end: an empty page has a reading too."""
        lines = self._lines()[before:]
        loaded = [
            number for number, (_, words) in enumerate(lines) if words.startswith("Finished loading") and title in words
        ]
        if not loaded:
            return []
        kinds = [kind for kind, _ in lines[loaded[0] :]]
        if "end" not in kinds:
            return []
        read = lines[loaded[0] : loaded[0] + kinds.index("end")]
        return [_VOLATILE.get(words, words) for kind, words in read if kind == "read"]

    def press(self, key: str) -> list[str]:
        """What is said when a key is pressed."""
        before = len(self._lines())
        self._keys("key", "--clearmodifiers", key)
        self._quiet(0.7)
        return [_VOLATILE.get(words, words) for _, words in self._lines()[before:]]

    def close(self) -> None:
        """End all that was started, the last first."""
        for program in reversed(self._started):
            program.terminate()
        for program in reversed(self._started):
            try:
                program.wait(5)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    # What runs --------------------------------------------------------------

    def _start(self, *command: str, keep: tuple[int, ...] = ()) -> None:
        self._started.append(
            subprocess.Popen(
                command,
                env=self._env,
                pass_fds=keep,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def _answer(self, *command: str) -> str:
        """Start a program and take what it writes to the number that stands where `{}` is in its command."""
        ours, its = os.pipe()
        self._start(*(part.format(its) for part in command), keep=(its,))
        os.close(its)
        with os.fdopen(ours) as answer:
            return answer.readline().strip()

    def _asked_bus(self, name: str, path: str, method: str, *values: str) -> bool:
        command = ["gdbus", "call", "--session", "-d", f"org.a11y.{name}", "-o", path, "-m", method, *values]
        return not subprocess.run(command, env=self._env, capture_output=True, check=False).returncode

    def _keys(self, *command: str) -> str:
        """What xdotool answers: it types, and finds windows."""
        run = subprocess.run(
            ["xdotool", *command], env=self._env, capture_output=True, text=True, check=False, timeout=20
        )
        return run.stdout

    # What was said ----------------------------------------------------------

    def _lines(self) -> list[tuple[str, str]]:
        written = self._said.read_text(encoding="utf-8")
        return [tuple(json.loads(line)) for line in written[: written.rfind("\n") + 1].splitlines()]

    def _quiet(self, seconds: float) -> None:
        """Wait until nothing was said for so long."""
        size, since, end = -1, time.monotonic(), time.monotonic() + START
        while time.monotonic() < min(since + seconds, end):
            time.sleep(0.05)
            if (now := self._said.stat().st_size) != size:
                size, since = now, time.monotonic()


def _until(ask: Callable[[], Any], seconds: float) -> Any:
    """What is found as soon as there is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.1)
    raise TimeoutError


@contextlib.contextmanager
def hearing(width: int = 1280) -> Iterator[Hearing]:
    """The desk, while it is needed. width: that of the window."""
    desk = Hearing(width)
    try:
        yield desk
    finally:
        desk.close()
