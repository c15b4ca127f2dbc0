"""The demo company: read from TOML, entered once, complete."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.desk.sample import load_sample, read_sample
from fieldapp.centre.desk.sample_files import moment
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.reading import read_page
from fieldapp.centre.publish import Published, publish
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import FormId, Scope
from fieldapp.domain.part import StockMovement
from fieldapp.domain.sla import Severity
from fieldapp.wire.codec import from_json
from fieldapp.wire.messages import DocumentKind
from tests.factories import NOW

SHANGHAI = ZoneInfo("Asia/Shanghai")
START_DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@0 10:00", datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)),
        ("@-1 23:59", datetime(2026, 11, 22, 23, 59, tzinfo=SHANGHAI)),
        ("@+2", date(2026, 11, 25)),
        ("@-949", date(2024, 4, 18)),
    ],
)
def test_a_moment_is_counted_from_the_start_day(text: str, expected: date) -> None:
    assert moment(text, START_DAY, SHANGHAI) == expected


@pytest.mark.parametrize("text", ["@", "@tomorrow", "@0 25:00", "@0 10:61", "@0 1000"])
def test_a_moment_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"sample\.malformed"):
        moment(text, START_DAY, SHANGHAI)


def test_the_demo_company_gets_the_versions_and_limits_in_force(
    database: Database, settings: CentreSettings, published: Published
) -> None:
    sample = read_sample(settings.resources / "sample", START_DAY, SHANGHAI)
    with database.write() as connection:
        feed = Feed()
        publish(connection, feed, published, NOW)
        registered = load_sample(connection, feed, sample, NOW, settings.blobs)
        feed.flush(connection)

    with database.read() as connection:
        order = orders.find(connection, "WX-261123-004")
        van = read_page(connection, [Scope("engineer:zhou")], {}, most=2000, most_bytes=10**8)
        reference = read_page(connection, [Scope("reference")], {}, most=2000, most_bytes=10**8)
    assert len(registered) == 27
    assert order.limits == published.profiles[0].levels[Severity.URGENT]
    assert order.limits.respond == timedelta(hours=2)
    assert order.appointment.start_at == datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
    assert order.pin.forms[FormId("kit")] == next(form.sha256 for form in published.forms if form.form_id == "kit")
    assert len(order.pin.forms) == 39
    kinds = [change.kind for change in reference.changes]
    assert (kinds.count(DocumentKind.PART), kinds.count(DocumentKind.FAULT_ENTRY)) == (214, 154)
    assert (kinds.count(DocumentKind.ASSET), kinds.count(DocumentKind.DEPOT_STOCK)) == (75, 214)
    stock = [from_json(row.document, StockMovement) for row in van.changes if row.kind is DocumentKind.STOCK_MOVEMENT]
    assert sum(line.quantity for line in stock if line.part_number == "TS-02") > 0


def test_entering_it_twice_is_refused_and_changes_nothing(
    database: Database, settings: CentreSettings, published: Published
) -> None:
    sample = read_sample(settings.resources / "sample", START_DAY, SHANGHAI)

    def enter() -> None:
        with database.write() as connection:
            feed = Feed()
            publish(connection, feed, published, NOW)
            load_sample(connection, feed, sample, NOW, settings.blobs)
            feed.flush(connection)

    enter()
    with pytest.raises(Refused, match=r"order\.number-taken"):
        enter()

    with database.read() as connection:
        assert len(orders.read_all(connection)) == 39


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("[[part]]\nnumber = 5", "broken.toml: part"),
        ("[[order]]\nnumber = 'W-1'\ncustomer = 'nobody'\nasset = 'none'", "broken.toml: order W-1"),
        ("[[part]]\nnumber = 'P-1'\nname_zh = '@noon'\nname_en = 'x'", "broken.toml: part P-1"),
        ("[[engine]]\nid = 'x'", "broken.toml"),
        ("[[part", "broken.toml"),
    ],
)
def test_a_fault_in_a_file_is_named_by_file_and_entry(tmp_path: Path, content: str, place: str) -> None:
    (tmp_path / "broken.toml").write_text(content, encoding="utf-8")

    with pytest.raises(BadInput, match=r"sample\.malformed") as fault:
        read_sample(tmp_path, START_DAY, SHANGHAI)

    assert str(fault.value.fields["file"]).startswith(place.split(":")[0])
    if ":" in place:
        assert place in f"{fault.value.fields['file']} {fault.value.fields['entry']}"
