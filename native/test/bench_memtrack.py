"""bench_memtrack.py [FOLDER]: what being tracked costs a program, against itself untracked, in pairs; not a test.

The absolute times say something on an idle machine only."""

import statistics
import sys
import time

import run
from test_memtrack import Tracker, ready

STOPS = 100
PAIRS = 11
SECONDS = 0.6
ROUND_SECONDS = 0.1


def measure(process, meanwhile):
    """Pages a second of CPU, and the longest stand-still in ns."""
    ask(process)
    meanwhile()
    pages, cpu, gap = (int(word) for word in ask(process).split())
    return pages / cpu * 1e9, gap


def ask(process):
    process.send("x")
    return process.line()


def rounds(tracker):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        tracker("list", 1, 1 << 20)
        time.sleep(ROUND_SECONDS)


def inject(tracker, process):
    assert tracker("open", process.pid) == "0" and tracker("close") == "0"


def spread(name, values, unit):
    low, middle, high = statistics.quantiles(values, n=4)
    print(f"{name:56} {middle:9.3f} {unit:2} ({low:.3f} to {high:.3f}, least {min(values):.3f})")


def stops(programs):
    """As the program itself sees it: the longest time between two of its looks at the clock."""
    with ready(programs, "pace", 256) as process, Tracker(programs) as tracker:
        alone, injected = [], []
        for _ in range(STOPS):
            began = time.monotonic()
            injected.append(measure(process, lambda: inject(tracker, process))[1] / 1e6)
            lasted = time.monotonic() - began
            alone.append(measure(process, lambda: time.sleep(lasted))[1] / 1e6)
    spread("longest stop in a while without an injection", alone, "ms")
    spread("longest stop in a while with one", injected, "ms")
    print(f"stop_ratio={statistics.median(injected) / statistics.median(alone):.2f}")


def slowdown(programs, pages):
    slower = []
    with ready(programs, "pace", pages) as process, Tracker(programs) as tracker:
        for _ in range(PAIRS):
            untracked, _ = measure(process, lambda: time.sleep(SECONDS))
            assert (answer := tracker("open", process.pid)) == "0", answer
            tracker("list", 1, 1 << 20)
            tracked, _ = measure(process, lambda: rounds(tracker))
            tracker("close")
            slower.append((untracked / tracked - 1) * 100)
    spread(f"slowed by, {pages * 4 // 1024} MiB all written between two rounds", slower, "%")
    print(f"slowdown_{pages * 4 // 1024}mib={statistics.median(slower):.1f}")


def main(folder):
    programs = run.Programs(folder, f"{folder}/probe")
    stops(programs)
    for mib in (1, 4, 16, 64):
        slowdown(programs, mib * 256)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "native/target/bin")
