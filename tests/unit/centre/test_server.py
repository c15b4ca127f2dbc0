"""The server process: who is believed, how it ends, what survives its death."""

from __future__ import annotations

import gc
import os
import random
import shutil
import subprocess
import threading
from pathlib import Path

import httpx
import pytest

from fieldapp.centre.app import new_ticket
from fieldapp.centre.archive import read_record
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import EngineerId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.messages import Verdict
from tests.contracts.centre_process import CentreProcess
from tests.contracts.https_centre import HttpsCentre
from tests.contracts.tablet import Tablet, enrol
from tests.factories import NOW, make_order, save_answer

RESOURCES = Path(__file__).parents[3] / "resources"
KILLS = 50 if os.environ.get("FIELDAPP_SOAK") else 3


@pytest.fixture
def data(tmp_path: Path, compiled: Path) -> Path:
    """A data folder that need not compile the forms again."""
    folder = tmp_path / "data"
    shutil.copytree(compiled, folder / "compiled-forms")
    return folder


def test_pinned_client_refuses_a_centre_of_another_company_and_a_stop_is_graceful(data: Path) -> None:
    with CentreProcess(data) as process:
        ours = HttpsCentre(process.address, process.ca_pem, DeviceKey.generate())
        other = HttpsCentre(process.address, CompanyCa.create("霁川").certificate_pem, DeviceKey.generate())

        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            other.raw("GET", "/v1/ca")
        assert ours.raw("GET", "/v1/ca").text == process.ca_pem
        ours.client.close()
        other.client.close()

        assert process.stop() == 0


def test_a_port_that_is_taken_is_said_so(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "other")
    with CentreProcess(data) as process:
        port = process.address.rpartition(":")[2]

        second = _second_run(process, "--port", port, "--data", str(tmp_path / "other"))

    assert second.returncode != 0
    assert "centre.port-in-use" in second.stderr


def test_an_address_that_is_not_this_machines_is_said_so(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "other")
    with CentreProcess(data) as process:
        second = _second_run(process, "--host", "192.0.2.1", "--data", str(tmp_path / "other"))

    assert second.returncode == 1
    assert "centre.address-unusable" in second.stderr


def test_second_centre_on_the_same_data_is_refused_until_the_first_has_ended(data: Path) -> None:
    with CentreProcess(data) as process:
        second = _second_run(process)

        assert second.returncode != 0
        assert "centre.in-use" in second.stderr
        assert second.stdout == ""
        process.kill()
        process.start()
        assert process.stop() == 0


def test_a_centre_that_was_killed_leaves_no_key_behind_and_the_next_start_tidies_what_one_left(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    left = data / "serving"
    left.mkdir()
    (left / "server.key").write_text("of a centre that was killed while it read this", "ascii")

    with CentreProcess(data) as process:
        assert not left.exists()
        process.kill()

    assert list(elsewhere.iterdir()) == []
    assert not left.exists()


def test_centre_with_a_parent_ends_gracefully_when_its_standard_input_closes(data: Path) -> None:
    with CentreProcess(data) as process:
        assert process.process is not None
        command = [*process.process.args, "--with-parent"]  # type: ignore[misc]
        process.stop()

    with subprocess.Popen(
        command, cwd=RESOURCES.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as centre:
        assert centre.stdin is not None
        assert centre.stdout is not None
        assert centre.stdout.readline().startswith("fieldapp centre ready ")
        centre.stdin.write("words change nothing\n")
        centre.stdin.flush()
        assert centre.poll() is None

        centre.stdin.close()

        assert centre.wait(timeout=30) == 0


def _second_run(process: CentreProcess, *words: str) -> subprocess.CompletedProcess[str]:
    assert process.process is not None
    command = [*process.process.args, *words]  # type: ignore[misc]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=RESOURCES.parent, check=False)


@pytest.mark.req("SYN-2")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # httpx drops a cut socket unclosed
def test_killing_the_server_in_mid_push_loses_nothing_acknowledged_and_doubles_nothing(data: Path) -> None:
    chance = random.Random(2026)
    acknowledged = 0
    with CentreProcess(data) as process:
        order, tablet = _scene(process)
        for _ in range(KILLS):
            timer = threading.Timer(chance.uniform(0.05, 0.5), process.kill)
            timer.start()
            acknowledged = max(acknowledged, _push_until_cut(tablet, order))
            timer.join()
            process.start()
            _reconnect(tablet, process)
            assert tablet.centre.hello().last_seq >= acknowledged
        answer = tablet.sync()
        _http(tablet).client.close()

    assert acknowledged > 0
    assert [outcome.verdict for outcome in answer.outcomes] == [Verdict.ACCEPTED] * len(tablet.rows)
    database = Database.open(data)
    with database.read() as connection:
        record = read_record(connection, order.number, FolderBlobs(data / "blobs"))
    database.close()
    assert [event.seq for event in record.events] == list(range(1, len(tablet.rows) + 1))
    assert record.order.visit.answers["kit"] == {f"item_{row.seq}": "OK" for row in tablet.rows}


def _scene(process: CentreProcess) -> tuple[WorkOrder, Tablet]:
    settings = CentreSettings(data=process.data, resources=RESOURCES)
    database = Database.open(process.data)
    order = make_order()
    with database.write() as connection:
        feed = Feed()
        orders.register(connection, feed, order, NOW)
        feed.flush(connection)
    key = DeviceKey.generate()
    code = new_ticket(database, settings, EngineerId("zhou"), process.address).code
    database.close()
    centre = HttpsCentre(process.address, process.ca_pem, key)
    answer = enrol(centre, code, key)
    return order, Tablet(centre=centre, epoch=answer.epoch, device_id=answer.device_id)


def _push_until_cut(tablet: Tablet, order: WorkOrder) -> int:
    """Send an event at a time until the line dies; return the last number that was acknowledged."""
    acknowledged = 0
    try:
        for _ in range(500):
            tablet.write(save_answer("kit", f"item_{len(tablet.rows) + 1}", "OK", order_id=order.id))
            acknowledged = tablet.sync(begin=max(1, len(tablet.rows) - 3)).applied_seq
    except httpx.TransportError:
        return acknowledged
    raise AssertionError("the server was not killed")


def _reconnect(tablet: Tablet, process: CentreProcess) -> None:
    old = _http(tablet)
    old.client.close()
    gc.collect()  # here, where the dropped socket is expected
    fresh = HttpsCentre(process.address, process.ca_pem, old.key, old.device_id, old.token)
    tablet.centre = fresh


def _http(tablet: Tablet) -> HttpsCentre:
    assert isinstance(tablet.centre, HttpsCentre)
    return tablet.centre
