"""`make fuzz`: what people may hand in, bent out of shape for a while, must come to a plan or to findings, in time.

    python tests/tools/fuzzing.py [--seconds 60] [--seed 0] [TARGET ...]

Whatever a target raises, a wait of over ten seconds and a finding that nobody can read are faults, and the input is
kept in `.cache/fuzz/`. One that was mended goes into `tests/fuzz/<target>/`, where test_fuzz.py tries it each time.
Hypothesis makes the inputs out of sound ones; where atheris is at hand, which sees what of the program an input
reaches, it goes on as long.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import subprocess
import sys
import time
import traceback
from pathlib import Path

TOOLS = Path(__file__).parent
# atheris looks into what is imported while it watches.
sys.path[:0] = [str(TOOLS), str(TOOLS.parents[1] / "hooks")]

if "--by=atheris" in sys.argv:
    import atheris

    with atheris.instrument_imports(include=["plan"]):
        import fuzz_targets  # noqa: F401 - with all that it imports

from copies import ROOT  # noqa: E402 - found only now
from fuzz_targets import TARGETS, Target, tried  # noqa: E402
from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

#: Where the inputs are kept that broke something.
KEPT = ROOT / ".cache/fuzz"
#: No input is longer: a file may have a hundred thousand bytes, and what is longer is refused by its length.
LONGEST = 150_000
#: How many inputs are made of one seed.
ROUND = 100

Edit = tuple[str, float, float, int, bytes]


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Sound inputs of a target with one to eight places bent."""
    place = st.floats(0, 1, exclude_max=True)
    token = st.sampled_from(target.tokens) | st.binary(max_size=4)
    deed = st.sampled_from(("in", "over", "out", "again", "from"))
    edits = st.lists(st.tuples(deed, place, place, st.integers(1, 3000), token), min_size=1, max_size=8)
    return st.builds(bent, st.sampled_from(target.seeds), edits, st.sampled_from(target.seeds))


def bent(sound: bytes, edits: list[Edit], other: bytes) -> bytes:
    """An input with edits: a token put in or over a span, a span taken out, repeated, or one of another input."""
    for deed, at, size, times, token in edits:
        begin = int(at * (len(sound) + 1))
        end = begin + int((size**4) * (len(sound) - begin))
        span = sound[begin:end]
        new = {
            "in": token * (times if size > 0.9 else 1) + span,
            "over": token,
            "out": b"",
            "again": span * min(times, 1 + LONGEST // (len(sound) + 1)),
            "from": other[int(at * len(other)) :][: int(size * 200)],
        }[deed]
        sound = (sound[:begin] + new + sound[end:])[:LONGEST]
    return sound


def by_hypothesis(target: Target, seconds: float, first: int) -> int:
    """Try a target for so long; how many inputs it was. Raises what an input raises."""
    end, tries = time.monotonic() + seconds, 0
    while time.monotonic() < end:

        @seed(first)
        @settings(
            max_examples=ROUND,
            database=None,
            deadline=None,
            phases=[Phase.generate],  # to shorten an input that takes ten seconds would take minutes
            suppress_health_check=list(HealthCheck),
        )
        @given(inputs(target))
        def attempt(raw: bytes) -> None:
            nonlocal tries
            if time.monotonic() < end:
                tries += 1
                tried(target, raw)

        attempt()
        first += 1
    return tries


def by_atheris(name: str, seconds: int, first: int) -> None:
    """Try a target for so long, led by what of the program it reaches; ends the process, with 77 at a fault."""
    target = TARGETS[name]()
    corpus = KEPT / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, raw in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(raw)
    words = KEPT / f"{name}.dict"
    tokens = (token[:60].hex(" ") for token in target.tokens)
    words.write_text("".join('"' + "".join(rf"\x{byte}" for byte in token.split()) + '"\n' for token in tokens))
    limits = [f"-max_total_time={seconds}", f"-seed={first + 1}", f"-max_len={LONGEST}", "-timeout=20", "-verbosity=0"]
    arguments = [sys.argv[0], *limits, f"-dict={words}", f"-artifact_prefix={KEPT}/{name}-", str(corpus)]
    atheris.Setup(arguments, lambda raw: tried(target, raw))
    atheris.Fuzz()


def keep(name: str, raw: bytes) -> Path:
    """Write down an input that broke something."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{name}-{hashlib.sha256(raw).hexdigest()[:12]}"
    path.write_bytes(raw)
    return path


def main() -> int:
    """Try each target; 1 if any broke."""
    parser = argparse.ArgumentParser(description="bends what people may hand in")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--by", choices=("hypothesis", "atheris"), help="one of the two alone")
    asked = parser.parse_args()
    if asked.by == "atheris" and len(asked.targets) == 1:
        by_atheris(asked.targets[0], asked.seconds, asked.seed)
    broken = 0
    for name in asked.targets or TARGETS:
        if asked.by != "atheris":
            target = TARGETS[name]()
            try:
                print(f"{name}: {by_hypothesis(target, asked.seconds, asked.seed)} inputs", flush=True)
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                broken += 1
                traceback.print_exception(error)
                print(f"{name}: BROKEN by {keep(name, target.last)}", flush=True)
        if asked.by != "hypothesis" and importlib.util.find_spec("atheris"):
            command = [sys.executable, __file__, name, f"--seconds={asked.seconds}", f"--seed={asked.seed}"]
            code = subprocess.run([*command, "--by=atheris"], check=False).returncode
            broken += code != 0
            print(f"{name}: atheris {'found nothing' if code == 0 else f'BROKE it: see {KEPT}'}", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
