"""What is collected: versions, room, sizes and, from an open store, counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fieldapp.domain.errors import StoreBusy, StoreDamaged, StoreError
from fieldapp.domain.views.figures import StoreFigures
from fieldapp.usecases.collect_support import CollectSupport
from tests.factories import NOW

FIGURES = StoreFigures(
    schema_version=3,
    rows={"outbox": 40},
    events={"waiting": 4, "accepted": 36},
    blobs={"waiting": 1},
    problems={"clock.changed": 1},
    last_complete_at=NOW,
    checked_at=NOW,
    backups_at=(NOW,),
    backups_bytes=(4096,),
    backups_room_bytes=10**9,
    set_aside=(),
    recovered_at=None,
    lost_events=0,
)


def about(collect: CollectSupport) -> dict[str, Any]:
    return json.loads(collect().pieces[0].text)  # type: ignore[no-any-return]


@pytest.mark.req("USE-5")
def test_the_facts_name_versions_room_sizes_and_counts(tmp_path: Path) -> None:
    (tmp_path / "fieldapp.db").write_bytes(bytes(4096))
    (tmp_path / "blobs").mkdir()
    (tmp_path / "blobs" / ("ab" * 32)).write_bytes(bytes(100))

    facts = about(CollectSupport(data=tmp_path, app_version="0.1.0", now=lambda: NOW, figures=lambda: FIGURES))

    assert facts["app"] == "0.1.0"
    assert set(facts["machine"]) == {"platform", "libc", "python"}
    assert facts["libraries"]["sqlcipher3"]
    assert 0 < facts["disk"]["free_bytes"] < facts["disk"]["total_bytes"]
    assert facts["files"] == {"fieldapp.db": 4096, "blobs": {"files": 1, "bytes": 100}}
    assert facts["store"]["events"] == {"waiting": 4, "accepted": 36}
    assert facts["store"]["last_complete_at"] == str(NOW)


def test_without_the_pin_there_are_no_counts_and_nothing_else_is_missing(tmp_path: Path) -> None:
    facts = about(CollectSupport(data=tmp_path, app_version="0.1.0", now=lambda: NOW))

    assert facts["store"] is None
    assert facts["disk"]["free_bytes"] > 0


@pytest.mark.req("USE-5")
@pytest.mark.parametrize("failure", [StoreDamaged("store.unreadable"), StoreBusy("store.locked")])
def test_a_store_that_cannot_be_counted_is_said_so_by_its_code_and_nothing_else_is_missing(
    tmp_path: Path, failure: StoreError
) -> None:
    (tmp_path / "fieldapp.db").write_bytes(bytes(4096))

    def damaged() -> StoreFigures:
        raise failure

    facts = about(CollectSupport(data=tmp_path, app_version="0.1.0", now=lambda: NOW, figures=damaged))

    assert facts["store"] == {"not_counted": failure.code}
    assert (facts["app"], facts["files"]) == ("0.1.0", {"fieldapp.db": 4096})


def test_a_folder_that_is_not_there_is_no_reason_to_fail(tmp_path: Path) -> None:
    facts = about(CollectSupport(data=tmp_path / "gone", app_version="0.1.0", now=lambda: NOW))

    assert (facts["files"], facts["disk"]) == ({}, {})
