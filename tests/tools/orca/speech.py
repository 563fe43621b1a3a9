"""Starts Debian's Orca with a voice that writes what it would say: a line of JSON an utterance, into $SAID.

Run by the system's own Python, which has Orca. No sound, no speech service: Orca loads its speech server by a name, and
finds this one there.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from gi.repository import GLib
from orca import speechserver

SERVER = "orca.speechdispatcherfactory"
_SAID = Path(os.environ["SAID"])


def write(kind: str, words: str = "") -> None:
    """Keep an utterance: `said`, or `read` where the whole page is read; `end` when that is over."""
    with _SAID.open("a", encoding="utf-8") as said:
        said.write(json.dumps([kind, words], ensure_ascii=False) + "\n")


class SpeechServer(speechserver.SpeechServer):
    """The voice, by the names that Orca asks for."""

    _only: SpeechServer | None = None

    def __init__(self) -> None:
        super().__init__()
        self._reading: tuple[Iterator[Any], Callable[..., None]] | None = None

    @staticmethod
    def getFactoryName() -> str:  # noqa: N802
        """What the kind of voice is called."""
        return "text"

    @classmethod
    def getSpeechServer(cls, info: object = None) -> SpeechServer:  # noqa: N802
        """The one voice there is."""
        cls._only = cls._only or cls()
        return cls._only

    @classmethod
    def getSpeechServers(cls) -> list[SpeechServer]:  # noqa: N802
        """All voices."""
        return [cls.getSpeechServer()]

    @staticmethod
    def shutdownActiveServers() -> None:  # noqa: N802
        """Nothing runs that would have to end."""

    def getInfo(self) -> list[str]:  # noqa: N802
        """Name and id."""
        return ["text", "text"]

    def getVoiceFamilies(self) -> list[Any]:  # noqa: N802
        """One family of voices."""
        return [speechserver.VoiceFamily({"name": "text", "lang": "ja", "dialect": None})]

    def speak(self, text: str | None = None, acss: object = None, interrupt: bool = True) -> None:
        """Say something."""
        if text:
            write("said", text)

    def speakCharacter(self, character: str, acss: object = None) -> None:  # noqa: N802
        """Say one letter."""
        write("said", character)

    def speakKeyEvent(self, event: object, acss: object = None) -> None:  # noqa: N802
        """Which key was pressed is not the page's."""

    def sayAll(self, contexts: Iterator[Any], tell: Callable[..., None]) -> None:  # noqa: N802
        """Read a whole page: utterance by utterance, between which Orca does its other work."""
        self._reading = contexts, tell
        GLib.idle_add(self._read_on)

    def _read_on(self) -> bool:
        if not self._reading:
            return False
        contexts, tell = self._reading
        try:
            context, _ = next(contexts)
        except StopIteration:
            self._reading = None
            write("end")
            return False
        write("read", context.utterance)
        for offset, how in (
            (context.startOffset, speechserver.SayAllContext.PROGRESS),
            (context.endOffset, speechserver.SayAllContext.COMPLETED),
        ):
            context.currentOffset = offset
            tell(context, how)
        return self._reading is not None

    def stop(self) -> None:
        """Be silent: a page that is being read is left."""
        self._reading = None

    def shutdown(self) -> None:
        """Nothing to end."""

    def reset(self, text: str | None = None, acss: object = None) -> None:
        """Nothing to set back."""


def main() -> None:
    """Start Orca with this voice, beside whatever Orca runs elsewhere on the machine: it would refuse a second one."""
    import orca

    voice = ModuleType(SERVER)
    voice.SpeechServer = SpeechServer
    sys.modules[SERVER] = orca.speechdispatcherfactory = voice
    sys.argv[0] = "orca"
    start = runpy.run_path("/usr/bin/orca", run_name="orca-started")["main"]
    start.__globals__["otherOrcas"] = lambda: []
    sys.exit(start())


if __name__ == "__main__":
    main()
