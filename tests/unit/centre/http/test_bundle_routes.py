"""A road that is open to everybody: what it refuses at once, and how much it lets lie (SYN-5)."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.centre.app import create_app
from fieldapp.centre.devices.bundles import bundle_folder
from fieldapp.centre.http import bundle_routes
from fieldapp.centre.http.bundle_room import BundleRoom
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import CentreRefused
from fieldapp.trust.bundle_file import OPENING
from tests.fakes.by_stick import CarriedTablet, centre, mine
from tests.unit.centre.conftest import AppClient
from tests.unit.centre.http.test_device_routes import refused

__all__ = ["centre", "mine"]

_PIECE = 64 * 1024


class Body:
    """A body of a million pieces that counts how many were asked for."""

    def __init__(self, begins: bytes = b"") -> None:
        self.begins = begins
        self.asked = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(1_000_000):
            self.asked += 1
            yield self.begins + bytes(_PIECE) if self.asked == 1 else bytes(_PIECE)


def client_of(mine: CarriedTablet, host: str = "127.0.0.1", **limits: int) -> AppClient:
    settings = replace(mine.office.centre.settings, **limits)  # type: ignore[arg-type]
    return AppClient(create_app(mine.office.desk.database, settings), host)


def lying(settings: CentreSettings) -> list[str]:
    return [path.name for path in bundle_folder(settings).iterdir() if not path.name.startswith("answer-")]


@pytest.mark.req("SYN-5")
def test_a_bundle_is_answered_with_the_bytes_that_lie_at_the_centre(mine: CarriedTablet) -> None:
    client = client_of(mine)
    out = mine.road.hand_out(mine.stick)

    first = client.post("/v1/bundles", content=out.path.read_bytes())
    again = client.get(f"/v1/bundles/{mine.device_id}")

    answer = Path(mine.stick / "answer.fab")
    answer.write_bytes(first.content)
    assert (first.status_code, again.content) == (200, first.content)
    assert first.headers["content-length"] == str(len(first.content))
    assert mine.road.take_in(answer).waiting == 0
    assert lying(mine.office.centre.settings) == []


@pytest.mark.parametrize(
    ("begins", "code"),
    [
        (b"PK\3\4", "bundle.none"),
        (b"FAB\2", "bundle.version-unknown"),
        (b"FAB\1Q", "bundle.version-unknown"),
        (b"FAB\1D", "bundle.wrong-way"),
        (b"FAB\1U", "bundle.not-for-us"),
    ],
)
def test_what_is_no_bundle_for_this_company_is_refused_by_its_first_bytes(
    client: AppClient, settings: CentreSettings, begins: bytes, code: str
) -> None:
    body = Body(begins)

    assert refused(client.post("/v1/bundles", content=body)) == (422, code)

    assert body.asked <= 2
    assert lying(settings) == []


def test_a_body_shorter_than_a_head_is_only_a_part_of_a_bundle(client: AppClient) -> None:
    assert refused(client.post("/v1/bundles", content=b"FAB\1U")) == (422, "bundle.incomplete")


def test_one_carrier_s_calls_are_counted_and_another_s_are_answered(mine: CarriedTablet) -> None:
    wild, calm = client_of(mine, request_burst=2), client_of(mine, "192.0.2.7", request_burst=2)
    for _ in range(2):
        assert refused(wild.post("/v1/bundles", content=b"x")) == (422, "bundle.none")

    answer = wild.post("/v1/bundles", content=b"x")

    assert refused(answer) == (429, "rate-limited")
    assert int(answer.headers["retry-after"]) > 0
    assert refused(calm.post("/v1/bundles", content=b"x")) == (422, "bundle.none")


def test_a_bundle_beyond_its_room_is_refused_while_it_comes_and_leaves_nothing(
    mine: CarriedTablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = mine.road.hand_out(mine.stick).path.read_bytes()[:OPENING]
    monkeypatch.setattr(bundle_routes, "_ROOM", 10 * _PIECE)
    body = Body(opening)

    assert refused(client_of(mine).post("/v1/bundles", content=body)) == (429, "rate-limited")

    assert body.asked <= 12
    assert lying(mine.office.centre.settings) == []


def test_room_is_counted_for_one_carrier_and_for_all_and_given_back() -> None:
    room = BundleRoom(of_one=10, of_all=15)
    with room.share("a") as first, room.share("a") as second, room.share("b") as other:
        first.grow(6)
        with pytest.raises(CentreRefused, match="rate-limited"):
            second.grow(5)
        second.grow(4)
        with pytest.raises(CentreRefused, match="rate-limited"):
            other.grow(6)
        other.grow(5)
    with room.share("a") as later:
        later.grow(10)


def test_a_disk_that_does_not_take_the_bundle_is_the_centre_s_trouble_and_not_the_tablet_s(
    mine: CarriedTablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = mine.road.hand_out(mine.stick).path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)

    assert refused(client_of(mine).post("/v1/bundles", content=bundle)) == (503, "centre-busy")
