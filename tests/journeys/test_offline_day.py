"""A visit from the first sync to the archive, the line being cut for all of it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fieldapp.device import Device
from fieldapp.domain.ids import PartNumber, StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.work_order import OrderState
from fieldapp.scanning.decode import read_picture
from fieldapp.scanning.label import to_part_code
from fieldapp.scanning.typed import typed_part_code
from tests.factories import ORDER_ID, STEPS
from tests.fakes.visit_answers import ANSWERS
from tests.journeys.company import NUMBER, Company, answer, order, sign, signature, sync, work_through
from tests.journeys.labels import gs1_label

SENSOR = PartNumber("TS-02")
GTIN, NEW, OLD = "06901234000023", "2608-11937", "2403-00118"


def check_the_bag(device: Device) -> None:
    """Tick the spares: the sensor by its label, the others by hand."""
    [code] = read_picture(gs1_label(GTIN, NEW))
    ticked = device.check_kit_label(ORDER_ID, to_part_code(code.text, code.symbology, CaptureSource.PICTURE))
    assert ticked.id == "spare-ts-02"
    for need in ("spare-cb-680", "spare-ck-07"):
        device.check_kit(ORDER_ID, need, True)


def replace_the_sensor(device: Device) -> None:
    """The new one in by a picture of its label, the old one out by hand."""
    [code] = read_picture(gs1_label(GTIN, NEW))
    use = device.consume_part(ORDER_ID, to_part_code(code.text, code.symbology, CaptureSource.PICTURE))
    device.remove_part(ORDER_ID, use.id, typed_part_code(OLD))


def visit(company: Company, device: Device) -> bytes:
    """Do all fifteen steps and return the signed PDF."""
    at_step = {"kit": lambda: check_the_bag(device), "work": lambda: replace_the_sensor(device)}
    work_through(device, company.clock, "sign", at_step)
    answer(device, company.clock, "sign")
    report = sign(device, signature("修得很快"))
    company.clock.pass_time(timedelta(minutes=2))
    answer(device, company.clock, "close")
    device.complete_step(ORDER_ID, StepId("close"))
    return device.queries.blob(report.document_sha256)


@pytest.mark.req("SYN-1", "SYN-2", "SYN-7", "PRO-1", "PRO-4", "ACC-5", "KIT-1", "KIT-2", "PRT-1", "PRT-2")
@pytest.mark.req("SITE-2", "SITE-4", "SITE-7", "SITE-9", "REP-1", "REP-2", "REP-3")
def test_a_whole_visit_without_network_is_complete_at_the_centre_after_the_next_sync(jichuan: Company) -> None:
    jichuan.open_centre()
    jichuan.enrol()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
        assert len(device.show_today().visits) == 7
        stock = device.queries.stock(SENSOR)

        jichuan.cut_the_line()
        pdf = visit(jichuan, device)
        offline = sync(device)

        status = device.queries.sync_status()
        assert offline.state is SyncState.OFFLINE
        assert (order(device).state, device.queries.stock(SENSOR)) == (OrderState.CLOSED, stock - 1)
        assert (status.stock_waiting, status.blobs_waiting) == (1, 1)
        assert status.events_waiting > len(STEPS)
        jichuan.open_centre()
        finished = sync(device)
        again = sync(device)

        assert (finished.state, again.state) == (SyncState.IDLE, SyncState.IDLE)
        assert device.show_asset(ORDER_ID).history[0].order_number == NUMBER
        assert device.queries.sync_status().waiting == 0
        assert device.queries.sync_status().problems == ()
        assert (order(device).state, device.queries.stock(SENSOR)) == (OrderState.CLOSED, stock - 1)
        here = order(device)

    record = jichuan.record()
    holds_the_visit(record)
    holds_the_report(record, pdf)
    assert record["order"]["visit"]["closed_at"] is not None
    assert len(record["order"]["visit"]["answers"]) == len(here.visit.answers)


def holds_the_visit(record: dict[str, Any]) -> None:
    """Every step, every answer, both scans, one line in the ledger, every event exactly once."""
    order_there, visit_there = record["order"], record["order"]["visit"]
    assert (order_there["state"], visit_there["outcome"]) == ("closed", "solved")
    assert {step: progress["state"] for step, progress in visit_there["steps"].items()} == dict.fromkeys(STEPS, "done")
    assert visit_there["answers"] == ANSWERS
    assert visit_there["kit"]["spare-ts-02"]["source"] == "picture"
    assert visit_there["kit"]["spare-ck-07"]["source"] == "hand"
    [use] = visit_there["parts"]
    assert (use["part_number"], use["serial_number"], use["source"]) == ("TS-02", NEW, "picture")
    assert (use["removed"]["serial_number"], use["removed"]["source"]) == (OLD, "hand")
    used = [line for line in record["movements"] if line["kind"] == "used"]
    assert [(line["quantity"], line["serial_number"]) for line in used] == [(-1, NEW)]
    seqs = [event["seq"] for event in record["events"]]
    assert seqs == list(range(1, len(seqs) + 1))
    assert {event["outcome"]["verdict"] for event in record["events"]} == {"accepted"}


def holds_the_report(record: dict[str, Any], pdf: bytes) -> None:
    """The signed version with its ink, and the very bytes of its PDF."""
    [report] = record["order"]["visit"]["reports"]
    assert report["document_sha256"] == hashlib.sha256(pdf).hexdigest()
    assert report["acceptance"]["signer_name"] == "林芳"
    assert [len(stroke["points"]) for stroke in report["acceptance"]["strokes"]] == [25, 15]
    assert report["fees"]["lines"]
    [document] = record["documents"]
    assert document["sha256"] == report["document_sha256"]
    assert (document["signed"], document["stroke_count"], document["point_count"]) == (True, 2, 40)
    assert Path(document["path"]).read_bytes() == pdf
    assert pdf.startswith(b"%PDF")
