"""What became of one recorded case, and the summary of a file of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case. `why` says in one line where it parted; an expression is one step, a scenario as many as it has.

    `given_by_record` counts inputs that the recording lacks and that were read off the facts it recorded.
    """

    id: str
    test: str
    passed: bool
    why: str = ""
    steps: int = 1
    agreed: int = 0
    crashed: bool = False
    odk: bool = True
    given_by_record: int = 0


def summary(name: str, outcomes: Sequence[Outcome]) -> str:
    """`passed N of M` with steps where there are any, then each miss on a line of its own."""
    passed = sum(outcome.passed for outcome in outcomes)
    line = f"{name}: passed {passed} of {len(outcomes)} ({passed / len(outcomes):.2%})"
    steps = sum(outcome.steps for outcome in outcomes)
    if steps != len(outcomes):
        agreed = sum(outcome.agreed for outcome in outcomes)
        line += f", steps {agreed} of {steps} ({agreed / steps:.2%})"
    read_off = sum(outcome.passed and outcome.given_by_record > 0 for outcome in outcomes)
    if read_off:
        line += f", {read_off} of the passed with an input read off the record"
    return "\n".join([line, *misses(outcomes)])


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    """A line for each case that did not pass: id and why."""
    return [f"  {outcome.id}  {' '.join(outcome.why.split())}" for outcome in outcomes if not outcome.passed]
