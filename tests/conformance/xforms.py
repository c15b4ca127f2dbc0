"""`python -m tests.conformance.xforms FILE…`: recorded ODK suites held against our engine.

Takes any file of the format that `data/NOTICE` describes, plain or gzipped, whatever its name: what it holds is told
by its content. Prints for each suite in it `passed N of M` and every miss with the reason. Ends with 1 when a file
cannot be read, else 0: the floors are for the tests to hold.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.conformance.expressions import run_expressions
from tests.conformance.outcomes import Outcome, summary
from tests.conformance.scenarios import run_scenarios

DATA = Path(__file__).parent / "data"
_GZIP = b"\x1f\x8b"


def outcomes_of(path: Path) -> list[tuple[str, list[Outcome]]]:
    """The suites of a file, each with its name and outcomes; ValueError for a file of another format."""
    content = path.read_bytes()
    recorded = json.loads(gzip.decompress(content) if content.startswith(_GZIP) else content)
    return list(_suites(path.name, recorded))


def _suites(name: str, recorded: Any) -> Iterator[tuple[str, list[Outcome]]]:
    """A list is scenarios, an object with cases is expressions, any other object holds suites by name."""
    if isinstance(recorded, list):
        yield name, run_scenarios(recorded)
    elif isinstance(recorded, dict) and "cases" in recorded:
        yield name, run_expressions(recorded)
    elif isinstance(recorded, dict) and recorded:
        for inner, content in recorded.items():
            yield from _suites(f"{name}:{inner}", content)
    else:
        raise ValueError(f"{name} holds no recorded suite")


def main(arguments: Sequence[str]) -> int:
    """Run the files named on the command line; without any, those of this repository."""
    paths = [Path(argument) for argument in arguments] or [DATA / "xpath.json", DATA / "scenarios.json.gz"]
    status = 0
    for path in paths:
        try:
            for name, outcomes in outcomes_of(path):
                print(summary(name, outcomes))
        except (OSError, EOFError, ValueError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
