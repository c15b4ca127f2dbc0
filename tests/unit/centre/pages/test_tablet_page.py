"""The desk's page of tablets."""

from __future__ import annotations

import pytest

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.key_handouts import Handout, Way, hand_out
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import DeviceId
from fieldapp.wire.messages import EventRow
from fieldapp.wire.versions import HISTORY_LOST
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import NOW, make_clock_evidence
from tests.unit.centre.conftest import AppClient
from tests.unit.centre.devices.conftest import with_key


@pytest.fixture
def tablet(database: Database, settings: CentreSettings) -> Tablet:
    return with_key(Desk(database, settings, lambda _key: local_centre(database, settings)).tablet())


def test_without_tablets_the_page_says_so(client: AppClient) -> None:
    assert "还没有登记过平板" in client.get("/devices").text


@pytest.mark.req("SYN-6")
def test_the_page_shows_each_tablet_and_who_was_given_its_code(
    client: AppClient, database: Database, settings: CentreSettings, tablet: Tablet
) -> None:
    handout = Handout(device_id=DeviceId(tablet.device_id), taken_by="<i>许婧</i>", taken_at=NOW, way=Way.FILE)
    with database.write() as connection:
        hand_out(connection, handout, settings.trust)

    chinese, english = client.get("/devices").text, client.get("/devices?language=en").text

    assert tablet.device_id in chinese
    assert "使用中" in chinese
    assert "&lt;i&gt;许婧" in chinese  # what people typed is text, never markup
    assert "Recovery code taken 2026-11-23" in english
    assert ">Tablets</a>" in client.get("/?language=en").text


@pytest.mark.req("SYN-2")
def test_what_a_tablet_declared_lost_stands_on_its_row(client: AppClient, tablet: Tablet) -> None:
    for seq in (1, 2):
        row = EventRow(seq=seq, group=0, kind=HISTORY_LOST, version=1, data={}, clock=make_clock_evidence())
        tablet.rows.append(row)
    tablet.sync()

    chinese, english = client.get("/devices").text, client.get("/devices?language=en").text

    assert "永久遗失：第 1–2 条记录；终端于 2026-11-23" in chinese
    assert "Lost for good: events 1–2" in english


def test_the_page_answers_to_this_machine_only(client_elsewhere: AppClient, tablet: Tablet) -> None:
    answer = client_elsewhere.get("/devices")

    assert answer.status_code == 403
    assert tablet.device_id not in answer.text
