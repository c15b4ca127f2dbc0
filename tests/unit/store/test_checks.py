"""Each of the two looks finds what the other passes by; a week is a week, whichever way the clock went (SYN-2)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fieldapp.domain.errors import StoreDamaged
from fieldapp.store import checks
from fieldapp.store.connections import keyed_connection
from tests.factories import NOW
from tests.fakes.stores import KEY

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A whole file with a rule, whose last pages were in use once and are free."""
    path = tmp_path / "some.db"
    with closing(keyed_connection(path, KEY)) as raw:
        raw.execute("CREATE TABLE kept (state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted')))")
        raw.execute("INSERT INTO kept VALUES ('waiting')")
        raw.execute("CREATE TABLE gone (content BLOB)")
        raw.execute("INSERT INTO gone VALUES (zeroblob(100000))")
        raw.execute("DROP TABLE gone")
    return path


@pytest.fixture
def raw(path: Path) -> Iterator[Any]:
    with closing(keyed_connection(path, KEY)) as raw:
        yield raw


@pytest.mark.req("SYN-2")
def test_a_whole_file_with_free_pages_is_whole(raw: Any) -> None:
    assert raw.execute("PRAGMA freelist_count").fetchone()[0] > 20

    checks.refuse_damage(raw)


@pytest.mark.req("SYN-2")
def test_a_free_page_that_was_altered_is_found_though_nothing_in_use_is_hurt(path: Path, raw: Any) -> None:
    content = bytearray(path.read_bytes())
    content[-PAGE // 2] ^= 1
    path.write_bytes(content)

    checks.refuse_damage_in_use(raw, checks.never)
    with pytest.raises(StoreDamaged, match=r"store\.damaged"):
        checks.refuse_damage(raw)


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize("look", [checks.refuse_damage, lambda raw: checks.refuse_damage_in_use(raw, checks.never)])
def test_pages_that_carry_their_codes_and_hold_what_cannot_be_are_found(path: Path, raw: Any, look: Any) -> None:
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute("INSERT INTO kept VALUES ('nonsense')")
    raw.execute("PRAGMA ignore_check_constraints = OFF")
    assert raw.execute("PRAGMA cipher_integrity_check").fetchall() == []

    with pytest.raises(StoreDamaged, match=r"store\.damaged"):
        look(raw)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (timedelta(), False),
        (timedelta(days=7, seconds=-1), False),
        (timedelta(days=7), True),
        (timedelta(seconds=-1), True),
        (timedelta(days=-365), True),
    ],
)
def test_a_look_is_due_after_a_week_and_whenever_the_last_one_lies_ahead_of_the_clock(
    since: timedelta, due: bool
) -> None:
    assert checks.is_due(NOW, NOW + since) is due


def test_a_file_that_was_never_looked_through_is_due() -> None:
    assert checks.is_due(None, NOW)
