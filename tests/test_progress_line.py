"""What is said to whoever waits: one line on a terminal, plain lines in a log, never within other words."""

from __future__ import annotations

import io
from concurrent.futures import Future

import pytest
from plan.machine.progress_line import ProgressLine


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True

    @property
    def screen(self) -> list[str]:
        """What a person sees at the end, line by line."""
        lines = []
        for line in self.getvalue().split("\n"):
            shown = ""
            for part in line.split("\r"):
                words, erased, after = part.partition("\x1b[K")
                shown = words + after if erased else words + shown[len(words) :]
            lines.append(shown)
        return lines


class Clock:
    """A clock that somebody sets."""

    now = 100.0

    def __call__(self) -> float:
        """The time as it was set."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")


def test_a_terminal_has_one_line_that_renews_itself(clock: Clock) -> None:
    """At most ten times a second; nothing of it is left at the end."""
    stream = Terminal()
    progress = ProgressLine(stream, clock=clock)
    seen = []
    for name in progress.over(["a", "b", "c"], "表を作る / tables"):
        clock.now += 0.06
        seen.append((name, *stream.screen))
    assert seen == [
        ("a", "[1/3] 表を作る / tables: a"),
        ("b", "[1/3] 表を作る / tables: a"),
        ("c", "[3/3] 表を作る / tables: c"),
    ]
    assert stream.screen == [""]


def test_a_log_has_a_plain_line_every_five_seconds(clock: Clock) -> None:
    """What is over sooner says nothing; no carriage return, no code of a terminal."""
    stream = io.StringIO()
    progress = ProgressLine(stream, clock=clock)
    for _ in progress.over(range(1, 9), "表 / tables"):
        clock.now += 2
    assert stream.getvalue() == "[4/8] 表 / tables: 4\n[7/8] 表 / tables: 7\n"


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_who_wants_quiet_has_it(stream: io.StringIO, clock: Clock) -> None:
    """On a terminal and in a log."""
    progress = ProgressLine(stream, quiet=True, clock=clock)
    for _ in progress.over(range(20), "表 / tables"):
        clock.now += 2
    progress.clear()
    assert stream.getvalue() == ""


def test_other_words_stand_alone(clock: Clock) -> None:
    """The line goes before a finding is printed, and comes back after it."""
    stream = Terminal()
    progress = ProgressLine(stream, clock=clock)
    progress.tell("市 / cities", 1, 9)
    with progress.aside():
        stream.write("data/plan.yml:3: 題がありません\n")
    clock.now += 1
    progress.tell("市 / cities", 2, 9)
    assert stream.screen == ["data/plan.yml:3: 題がありません", "[2/9] 市 / cities"]


def test_a_line_is_cut_to_the_width_of_the_terminal(clock: Clock) -> None:
    """A Japanese letter takes two columns; what would steer a terminal is not sent to it."""
    stream = Terminal()
    ProgressLine(stream, clock=clock).tell("あ" * 30, 1, 2)
    assert stream.screen == ["[1/2] " + "あ" * 16]
    stream = Terminal()
    ProgressLine(stream, clock=clock).tell("x", 1, 2, "a\x1b[2J\n")
    assert stream.screen == ["[1/2] x: a?[2J?"]


def test_what_comes_from_elsewhere_is_counted(clock: Clock) -> None:
    """As each of them comes, whoever waits for what; not what was there before, and not after the end."""
    stream = Terminal()
    there, first, second, late = (Future[None]() for _ in range(4))
    there.set_result(None)
    with ProgressLine(stream, clock=clock).following([there, first, second, late], "文書 / documents"):
        assert stream.screen == ["[0/3] 文書 / documents"]
        for number, future in enumerate((first, second), 1):
            clock.now += 1
            future.set_result(None)
            assert stream.screen == [f"[{number}/3] 文書 / documents"]
    clock.now += 1
    late.set_result(None)
    assert stream.screen == [""]


def test_what_nobody_can_count_is_named(clock: Clock) -> None:
    """A terminal says at once what is begun; a log only where nothing was said for long."""
    stream, log = Terminal(), io.StringIO()
    told, logged = ProgressLine(stream, clock=clock), ProgressLine(log, clock=clock)
    for progress in (told, logged):
        progress.begin("読む / reading")
    assert (stream.screen, log.getvalue()) == (["読む / reading"], "")
    clock.now += 6
    logged.begin("書く / writing")
    told.clear()
    assert (stream.screen, log.getvalue()) == ([""], "書く / writing\n")
