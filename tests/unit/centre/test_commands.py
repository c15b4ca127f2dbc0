"""`fieldapp centre …` from the first command to the printed record."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp.centre.commands import add_commands
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.desk.alerts import raise_alerts
from fieldapp.centre.devices.feed import Feed
from fieldapp.cli import main
from fieldapp.domain.errors import BadInput, NotFound, Refused
from fieldapp.domain.ink import InkPoint, Stroke
from fieldapp.domain.visit import Visit
from fieldapp.signature.inkml import from_inkml
from fieldapp.trust.enrolment import EnrolmentTicket
from tests.factories import NOW, local, make_acceptance, make_order, make_refusal, make_report
from tests.unit.centre.conftest import RESOURCES

Run = Callable[..., str]
DAY = "2026-11-23"


@pytest.fixture
def run(tmp_path: Path, compiled: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the test's own data folder and returns what it printed."""
    data = tmp_path / "data"
    shutil.copytree(compiled, data / "compiled-forms")
    parser = argparse.ArgumentParser()
    parser.set_defaults(resources=RESOURCES, language="zh")
    add_commands(parser.add_subparsers())

    def call(*words: str, clock: str = "08:20") -> str:
        options = parser.parse_args(["centre", *words, "--data", str(data), "--now", f"{DAY}T{clock}+08:00"])
        assert options.command(options) == 0
        return capsys.readouterr().out

    return call


def test_sample_is_entered_for_the_day_of_the_clock_and_listed(run: Run) -> None:
    assert run("init", "--sample").split()[:3] == ["WX-261123-004", "WX-261123-007", "WX-261123-002"]

    first = run("orders").splitlines()[0]

    assert first == "WX-261123-004  1  已派工  2026年11月23日 10:00–10:30  周明远  禾味生鲜超市 云桥店"


@pytest.mark.req("SLA-3")
def test_alerts_that_hold_stand_above_the_list(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")
    assert "响应超时" not in run("orders", clock="10:30")  # the running centre stores them

    database = Database.open(tmp_path / "data")
    with database.write() as connection:
        raise_alerts(connection, local("10:13"))
    database.close()

    first = run("orders", clock="10:30").splitlines()[0]
    assert first == "!  响应超时  WX-261123-004  自 2026年11月23日 10:12 起  禾味生鲜超市 云桥店"


def test_sample_of_another_day_moves_with_it(run: Run) -> None:
    run("init", "--sample", "--day", "2027-02-01")

    assert "2027年2月1日 10:00–10:30" in run("orders")


def test_entering_the_sample_twice_is_refused(run: Run) -> None:
    run("init", "--sample")
    with pytest.raises(Refused, match=r"order\.number-taken"):
        run("init", "--sample")


def test_record_is_printed_for_people_and_as_json(run: Run) -> None:
    run("init", "--sample")

    assert "现象: E02" in run("show", "WX-261123-004")
    record = json.loads(run("show", "WX-261123-004", "--json"))
    assert (record["order"]["number"], record["events"], record["documents"]) == ("WX-261123-004", [], [])


def test_record_of_an_unknown_order_is_refused_in_words_of_the_centre(run: Run) -> None:
    run("init", "--sample")
    with pytest.raises(NotFound, match=r"centre\.order-unknown \(order=WX-000000-000\)"):
        run("show", "WX-000000-000")


@pytest.mark.parametrize("words", [("orders",), ("ticket", "zhou"), ("show", "WX-261123-004")])
def test_looking_into_a_folder_without_data_is_refused_and_makes_none(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before = sorted((tmp_path / "data").iterdir())
    with pytest.raises(NotFound, match=r"centre\.no-data"):
        run(*words)
    assert sorted((tmp_path / "data").iterdir()) == before


def test_looking_into_a_folder_that_is_not_there_does_not_make_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--language", "en", "centre", "orders", "--data", str(tmp_path / "none")]) == 1

    assert f"There are no data of a centre in {tmp_path / 'none'}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.req("REP-3")
def test_the_last_signature_is_written_as_ink_that_reads_back_stroke_by_stroke(run: Run, tmp_path: Path) -> None:
    newest = make_acceptance(strokes=(Stroke((InkPoint(1.25, 2.5, 0, 0.4), InkPoint(1.5, 2.75, 9, 0.6))),))
    reports = (
        make_report(),
        make_report(version=2, acceptance=newest),
        make_report(version=3, acceptance=None, refusal=make_refusal()),
    )
    database = Database.open(tmp_path / "data")
    with database.write() as connection:
        feed = Feed()
        orders.register(connection, feed, make_order(visit=Visit(reports=reports)), NOW)
        feed.flush(connection)
    database.close()

    printed = run("show", "WX-261123-004", "--ink", str(tmp_path / "last.inkml"))

    assert from_inkml((tmp_path / "last.inkml").read_bytes()) == newest.strokes
    assert "WX-261123-004" in printed


def test_an_order_that_nobody_signed_has_no_ink(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")

    with pytest.raises(NotFound, match=r"order\.not-signed"):
        run("show", "WX-261123-004", "--ink", str(tmp_path / "last.inkml"))
    assert not (tmp_path / "last.inkml").exists()


def test_ticket_needs_a_known_engineer_and_a_known_address(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")

    with pytest.raises(NotFound, match=r"centre\.address-unknown"):
        run("ticket", "zhou")
    with pytest.raises(NotFound, match=r"engineer\.unknown"):
        run("ticket", "nobody", "--url", "https://10.1.2.3:8443")
    with pytest.raises(BadInput, match=r"centre\.url-invalid \(url=blah\)"):
        run("ticket", "zhou", "--url", "blah")
    text = run("ticket", "zhou", "--url", "https://10.1.2.3:8443", "--png", str(tmp_path / "ticket.png"))

    assert EnrolmentTicket.from_text(text).url == "https://10.1.2.3:8443"
    assert (tmp_path / "ticket.png").stat().st_size > 0


def test_openapi_document_is_printed(run: Run) -> None:
    assert "/v1/sync" in json.loads(run("openapi"))["paths"]


def test_a_clock_without_zone_is_no_clock() -> None:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())

    with pytest.raises(BadInput, match=r"argument\.moment"):
        parser.parse_args(["centre", "orders", "--now", "2026-11-23T08:20"])
