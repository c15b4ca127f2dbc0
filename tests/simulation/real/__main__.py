"""Schedules of the real client and the real centre: `python -m tests.simulation.real --seeds 20000 --processes 2`.

The encrypted store, the sync engine and the centre on SQLite as they are shipped, in one process; clocks, lines and
disks are in the hands of the schedule. One seed is one schedule. A process that is killed leaves its files as they lie
in that moment, and the next one begins on them. Prints what was met, how fast it went and each broken promise with its
trace; then it ends with 1.
"""

from __future__ import annotations

import argparse
import gc
import logging
import math
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.simulation.real.company import found, share_what_is_compiled
from tests.simulation.real.runner import Met, Violation, violation

_FAST = Path("/dev/shm")
_MOST_TOLD = 5
_TOLD_EVERY = 500


def main() -> int:
    """Run the schedules that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.real", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0, help="end after so many, whatever is left (0: do them all)")
    options = parser.parse_args()
    begun = time.monotonic()
    shares = [
        range(options.first + k, options.first + options.seeds, options.processes) for k in range(options.processes)
    ]
    met, broken, ran = Met(), [], 0
    until = begun + options.minutes * 60 if options.minutes else math.inf
    with ProcessPoolExecutor(options.processes) as pool:
        for found_broken, some, count in pool.map(partial(_share, until), shares):
            broken += found_broken
            ran += count
            met.troubles.update(some.troubles)
            met.statements += some.statements
    took = time.monotonic() - begun
    print(f"{ran} schedules in {took:.0f} s, {ran / took:.1f} a second")
    print(", ".join(f"{name}: {count}" for name, count in met.troubles.most_common()))
    for one in broken[:_MOST_TOLD]:
        print(f"\nseed {one.seed}: {one.promise}", *one.trace, sep="\n  ")
    print(f"{len(broken)} broken promises", *(one.seed for one in broken))
    return 1 if broken else 0


def _share(until: float, seeds: range) -> tuple[list[Violation], Met, int]:
    """Run schedules until a moment of the monotonic clock; return what was broken and met, and how many they were."""
    logging.disable(logging.CRITICAL)
    share_what_is_compiled()
    met, broken = Met(), []
    root = _FAST if os.access(_FAST, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=root) as folder:
        company = found(Path(folder))
        gc.freeze()  # what is shared by all schedules is not looked through again and again
        gc.set_threshold(50_000, 20, 100)
        ran = 0
        for seed in seeds:
            if time.monotonic() > until:
                break
            one = violation(company, seed, met)
            ran += 1
            if ran % _TOLD_EVERY == 0:
                print(f"{ran} of {len(seeds)}, at {seed}", flush=True)
            if one is not None:
                broken.append(one)
                print(f"broken: {one.seed} {one.promise}", flush=True)
        company.database.close()
    return broken, met, ran


if __name__ == "__main__":
    sys.exit(main())
