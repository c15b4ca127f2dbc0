"""From the start of the process to the first frame: `fieldapp run`, warm, from source, against a bare QML window.

`python3 dev.py bench start`. Goal: ours / bare <= 1.5. Both run in turn in the same run; medians of ROUNDS rounds.
Both find their bytecode and their compiled QML where an installed program finds them: in caches warmed before, whatever
the environment of the measurer says about writing bytecode.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 9
BARE = [str(ROOT / "benchmarks" / "peers" / "bare_window.py")]
# The whole way of the command line, in its order; only the end differs: the first frame is told, the process leaves.
OURS = """
import os, sys, time
from fieldapp import cli

def say_first_frame():
    print(time.monotonic(), flush=True)
    os._exit(0)

def run(options):
    import fieldapp.app
    opened = fieldapp.app.open_window

    def watched(*arguments):
        main_window = opened(*arguments)
        main_window.window.frameSwapped.connect(say_first_frame)
        return main_window

    fieldapp.app.open_window = watched
    return run_as_it_is(options)

run_as_it_is, cli._run = cli._run, run
sys.exit(cli.main(["run", "--data", sys.argv[1]]))
"""


def first_frame(caches: str, *words: str) -> float:
    """Return the seconds from starting Python with these words to the first frame."""
    around = {**os.environ, "PYTHONPYCACHEPREFIX": f"{caches}/bytecode", "QML_DISK_CACHE_PATH": f"{caches}/qml"}
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *words]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, timeout=60, check=False)
    said = done.stdout.split()
    if done.returncode != 0 or not said:
        sys.exit(f"no first frame: {done.stderr.strip() or done.stdout.strip()}")
    # time.monotonic() counts for the whole machine, so both processes read the same clock.
    return float(said[-1]) - begun


def main() -> None:
    """Measure in turn and print the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    ours: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/data"
        first_frame(folder, "-c", OURS, data), first_frame(folder, *BARE)  # warms the caches
        for _ in range(ROUNDS):
            ours.append(first_frame(folder, "-c", OURS, data))
            bare.append(first_frame(folder, *BARE))
    ours_median, bare_median = statistics.median(ours), statistics.median(bare)
    print(f"figure first frame ours s: {ours_median:.3f} (fastest {min(ours):.3f})")
    print(f"figure first frame bare s: {bare_median:.3f} (fastest {min(bare):.3f})")
    print(f"ratio first frame ours/bare: {ours_median / bare_median:.2f} (goal <= 1.50)")


if __name__ == "__main__":
    main()
