"""No dump of this process's memory, whoever collects dumps: the key and what stands on the screen would be in it."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from fieldapp.support import crashes

if sys.platform == "win32":
    pytest.skip("has no core dumps", allow_module_level=True)

import resource

NO_LIMIT = resource.RLIM_INFINITY


@pytest.mark.req("SYN-6")
@pytest.mark.parametrize(
    ("platform", "hard", "limit"),
    [
        # To a program that collects dumps Linux hands one over at a limit of none, and at one byte it does not.
        ("linux", NO_LIMIT, 1),
        ("linux", 10**9, 1),
        ("linux", 1, 1),
        ("linux", 0, 0),
        ("darwin", NO_LIMIT, 0),
        ("darwin", 10**9, 0),
    ],
)
def test_the_limit_of_a_dump_is_the_one_that_a_collector_takes_for_none_and_cannot_be_raised_again(
    platform: str, hard: int, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = {resource.RLIMIT_CORE: (hard, hard)}
    monkeypatch.setattr(resource, "getrlimit", limits.__getitem__)
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    monkeypatch.setattr(crashes, "sys", SimpleNamespace(platform=platform))

    crashes.no_core_dumps()

    assert limits == {resource.RLIMIT_CORE: (limit, limit)}
