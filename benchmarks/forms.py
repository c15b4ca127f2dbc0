"""A checklist of 50, 500 and 5,000 questions: load, reopen, each change; beside rxeval and @getodk/xforms-engine.

`python3 dev.py bench forms [SIZE…]`. All engines get the same form and the same answers in the same run, and must come
to the same total. A change counts until the engine has said what it changed. Goals at 5,000 questions: first load
<= 1.5 s, reopening <= 300 ms, change median <= 0.1 ms, p99 <= 4 ms, worst <= 25 ms; peers per change >= 100 (rxeval)
and >= 50 (@getodk) times as long; a row added to a repeat of 500 <= 5 ms.

"Reopening" is everything from the kept bytes of a form that was read before to a session with all answers in it.
The peer of ODK runs in Node over jsdom, from npm into `build/bench/forms-node`; without npm it is left out and said so.
"""

from __future__ import annotations

import gc
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.workloads.checklist import Change, answers, repeat_form, xform
from fieldapp.forms.model import load_form
from fieldapp.forms.session import FormSession
from fieldapp.forms.snapshot import freeze, thaw

ROOT = Path(__file__).resolve().parents[1]
SIZES = (50, 500, 5_000)
OURS = 2_000
# The peers get as many of the same answers as fit into some minutes.
RXEVAL: Mapping[int, int] = {50: 300, 500: 60, 5_000: 12}
WEB_FORMS: Mapping[int, int] = {50: 300, 500: 200, 5_000: 60}
NODE_PACKAGES = ("@getodk/xforms-engine@0.22.0", "jsdom@26")
NOW = datetime(2026, 11, 23, 9, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
ROWS = 500


@dataclass(frozen=True, slots=True)
class Run:
    """Milliseconds: until the form can be filled in, and of each change; the total the form came to."""

    load: float
    changes: list[float]
    total: float

    def line(self, name: str) -> str:
        """Return the figures as a line of the table."""
        ordered = sorted(self.changes)
        p99 = ordered[int(len(ordered) * 0.99)]
        return (
            f"  {name:<12} load {self.load:8.0f} ms   change median {statistics.median(ordered):8.3f}"
            f"   p99 {p99:8.2f}   worst {ordered[-1]:8.2f} ms   ({len(ordered)} changes)"
        )


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that `work` takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def ours(form: bytes, script: list[Change]) -> Run:
    """Run our engine: the form read anew, the script, and the form reopened."""
    gc.collect()
    begun = time.perf_counter()
    session = FormSession(load_form(form), language="en", now=lambda: NOW)
    load = (time.perf_counter() - begun) * 1000
    changes = [timed(lambda change=change: session.set(*change)) for change in script]
    return Run(load, changes, float(session.answers().get("/data/total") or 0))


def reopening(form: bytes, script: list[Change]) -> float:
    """Return the least milliseconds of three reopenings: kept bytes and answers to a session."""
    kept = freeze(load_form(form))
    session = FormSession(load_form(form), language="en", now=lambda: NOW)
    for path, value in script:
        session.set(path, value)
    given = session.answers()
    del session
    gc.collect()
    return min(timed(lambda: FormSession(thaw(kept), language="en", now=lambda: NOW, answers=given)) for _ in range(3))


def rxeval(form: str, script: list[Change]) -> Run:
    """Run rxeval, which works the whole form out at each change."""
    import rxeval as engine

    begun = time.perf_counter()
    session = engine.Session(form)
    session.recompute()
    load = (time.perf_counter() - begun) * 1000

    def change(path: str, value: str) -> None:
        session.set(path, value)
        session.recompute()

    changes = [timed(lambda step=step: change(*step)) for step in script]
    return Run(load, changes, float(session.get("/data/total") or 0))


def node_folder() -> Path | None:
    """Return a folder with the peer's packages, None where npm is not there or cannot get them."""
    folder = ROOT / "build" / "bench" / "forms-node"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules" / "@getodk").exists():
        if shutil.which("npm") is None:
            return None
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", *NODE_PACKAGES]
        if subprocess.run(command, cwd=folder, check=False).returncode:
            return None
    shutil.copy(ROOT / "benchmarks" / "peers" / "web_forms.mjs", folder)
    return folder


def web_forms(folder: Path, form: str, script: list[Change]) -> Run:
    """Run @getodk/xforms-engine in Node."""
    (folder / "form.xml").write_text(form, encoding="utf-8")
    (folder / "script.json").write_text(json.dumps(script), encoding="utf-8")
    command = ["node", "web_forms.mjs", "form.xml", "script.json"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    said = json.loads(done.stdout)
    return Run(said["load"], said["changes"], float(said["total"]))


def compare(size: int, node: Path | None) -> None:
    """Print the figures of one size, and the ratios of the medians."""
    form, script = xform(size), answers(size, OURS)
    mine = ours(form.encode(), script)
    print(f"{size} questions")
    print(mine.line("fieldapp"))
    print(f"  {'':<12} reopen {reopening(form.encode(), script):6.0f} ms")
    peers = {"rxeval": (RXEVAL[size], rxeval)}
    if node is not None:
        peers["@getodk"] = (WEB_FORMS[size], lambda text, steps: web_forms(node, text, steps))
    for name, (most, engine) in peers.items():
        theirs = engine(form, script[:most])
        same = ours(form.encode(), script[:most])
        assert theirs.total == same.total, (name, theirs.total, same.total)
        ratio = statistics.median(theirs.changes) / statistics.median(same.changes)
        mean = statistics.fmean(theirs.changes) / statistics.fmean(same.changes)
        print(theirs.line(name))
        print(f"ratio change {name}/fieldapp at {size}: median {ratio:.1f}, mean {mean:.1f} (same answers, same total)")


def rows() -> None:
    """Print what one more row costs at 500 rows of a repeat, and an answer in one of them."""
    session = FormSession(load_form(repeat_form().encode()), language="en", now=lambda: NOW)
    for number in range(1, ROWS + 1):
        session.add_repeat("/data/part")
        session.set(f"/data/part[{number}]/quantity", "2")
        session.set(f"/data/part[{number}]/price", "10.5")
    adding = statistics.median(timed(lambda: session.add_repeat("/data/part")) for _ in range(20))
    answering = statistics.median(timed(lambda n=n: session.set("/data/part[250]/quantity", str(n))) for n in range(20))
    removing = statistics.median(timed(lambda: session.remove_repeat("/data/part[251]")) for _ in range(20))
    print(f"repeat of {ROWS} rows: add {adding:.2f} ms (goal 5), answer {answering:.2f} ms, remove {removing:.2f} ms")


if __name__ == "__main__":
    peers_folder = node_folder()
    if peers_folder is None:
        print("@getodk/xforms-engine left out: npm is not there or could not get it")
    for wanted in [int(argument) for argument in sys.argv[1:]] or SIZES:
        compare(wanted, peers_folder)
    rows()
