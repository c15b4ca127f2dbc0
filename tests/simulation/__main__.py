"""fieldapp-sync/1 as an executable specification: `python -m tests.simulation --seeds 1000000 --processes 2`.

One seed is one schedule: a few people work, lines and machines fail, and after every step the promises of the protocol
(`invariants`) are held against what was seen from outside (`witness`). Read it beside docs/protocol.md, in this order:
`messages`, `documents`, `scopes`, `ruling`, `desk`, `centre`, `outbox`, `device`, `uploads`; then `invariants` for what
must hold, `faults` for what happens to it, and `mutants` for what it looks like when a rule is broken.

Schedules that broke a promise have taught the protocol these rules, which the model has:
- An event keeps the hash of its first writing (`Event.origin`); the centre takes each origin once, under whichever
  identity it comes. Else two copies of one tablet bring the same unsent events under two new identities.
- Under a new identity everything that the tablet still keeps comes along, not only what has no verdict: what was known
  may have been lost by a restore in between.
- Pruning removes events, never their hashes: after a restore another history is known for one also behind them.
- An answer counts only for the identity and the epoch that asked; one that went round by file may be older than both.
- From the moment a tablet is to say farewell it takes nothing in any more.

Prints how fast it went, what was met, and each broken promise with the fewest steps that break it; then it ends with 1.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.simulation.faults import Fault, Met
from tests.simulation.further_mutants import FURTHER
from tests.simulation.mutants import MUTANTS
from tests.simulation.runner import PROTOCOL, broken, violation
from tests.simulation.setting import Rules, Tally

_CHUNK = 2_000
_MOST_TOLD = 5
"""Violations that are told in full."""

Result = tuple[list[int], list[int], list[int]]
"""Seeds that broke a promise, how often each fault and each happening was met."""


def run(rules: Rules, first: int, count: int) -> Result:
    """Run the schedules of `count` seeds from `first` on."""
    gc.disable()  # nothing here goes round in circles, and looking for it takes a tenth of the time
    tally = Tally()
    violations = [seed for seed in range(first, first + count) if broken(seed, rules, tally) is not None]
    gc.enable()
    return violations, tally.faults, tally.met


def _named(name: str) -> Rules:
    return {mutant.name: mutant.rules for mutant in (*MUTANTS, *FURTHER)}.get(name, PROTOCOL)


def _tell(violations: list[int], rules: Rules) -> None:
    for seed in violations[:_MOST_TOLD]:
        found = violation(seed, rules)
        if found is not None:
            print(f"\nseed {seed}: {found.invariant}", *found.trace, sep="\n")
    if len(violations) > _MOST_TOLD:
        print(f"\nand {len(violations) - _MOST_TOLD} more seeds:", *violations[_MOST_TOLD : _MOST_TOLD + 20])


def main(arguments: list[str]) -> int:
    """Run the schedules that the arguments ask for; return 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20_000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--mutant", default="", choices=["", *(mutant.name for mutant in (*MUTANTS, *FURTHER))])
    chosen = parser.parse_args(arguments)
    rules = _named(chosen.mutant)
    starts = range(chosen.first, chosen.first + chosen.seeds, _CHUNK)
    counts = [min(_CHUNK, chosen.first + chosen.seeds - start) for start in starts]
    tally, violations, done, began = Tally(), [], 0, time.monotonic()
    with ProcessPoolExecutor(chosen.processes) as pool:
        for count, (broken_seeds, faults, met) in zip(
            counts, pool.map(partial(run, rules), starts, counts), strict=True
        ):
            violations += broken_seeds
            tally.faults = [a + b for a, b in zip(tally.faults, faults, strict=True)]
            tally.met = [a + b for a, b in zip(tally.met, met, strict=True)]
            done += count
            if done % (50 * _CHUNK) < count:
                print(f"{done:,} schedules, {len(violations)} violations", flush=True)
    took = time.monotonic() - began
    print(f"{done:,} schedules in {took:.1f} s: {done / took:,.0f} a second, {len(violations)} violations")
    print("faults:", *(f"{fault.name.lower()} {tally.faults[fault]:,}" for fault in Fault), sep="\n  ")
    print("met:", *(f"{met.name.lower()} {tally.met[met]:,}" for met in Met), sep="\n  ")
    _tell(violations, rules)
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
