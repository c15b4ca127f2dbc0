"""Publishing: nothing is sent twice, orders in hand keep what they began with."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.devices.reading import read_page
from fieldapp.centre.publish import Published, limits_for, pin_for, publish, read_resources
from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import FormId, ProfileId
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import LevelLimits, Severity
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.wire.codec import from_json, sha256_of
from fieldapp.wire.messages import Change, DocumentKind
from tests.factories import NOW
from tests.unit.centre.conftest import RESOURCES

LIMITS = (DocumentKind.SLA_PROFILE, DocumentKind.WORKING_CALENDAR)


def publish_now(database: Database, published: Published) -> None:
    with database.write() as connection:
        feed = Feed()
        publish(connection, feed, published, NOW)
        feed.flush(connection)


def reference(database: Database) -> tuple[Change, ...]:
    with database.read() as connection:
        return read_page(connection, [REFERENCE], {}, most=2000, most_bytes=10**8).changes


def test_publishing_again_sends_nothing(database: Database, published: Published) -> None:
    publish_now(database, published)
    first = reference(database)

    publish_now(database, published)

    assert len(first) == sum(map(len, (published.forms, published.processes, published.profiles, published.calendars)))
    assert reference(database) == first


@pytest.mark.req("PRO-2")
def test_a_new_form_version_is_for_new_orders_and_the_old_one_stays(database: Database, published: Published) -> None:
    publish_now(database, published)
    kit = next(form for form in published.forms if form.form_id == "kit")
    with database.read() as connection:
        before = pin_for(connection, JobType.REPAIR)
    xform = kit.xform + "<!-- another -->"
    newer = replace(kit, xform=xform, sha256=sha256_of(xform.encode()), version="2027010101")

    publish_now(database, replace(published, forms=(newer,)))

    with database.read() as connection:
        after = pin_for(connection, JobType.REPAIR)
    assert (before.forms[FormId("kit")], after.forms[FormId("kit")]) == (kit.sha256, newer.sha256)
    assert before.forms[FormId("work")] == after.forms[FormId("work")]
    assert {kit.sha256, newer.sha256} <= {change.key for change in reference(database)}


@pytest.mark.req("SLA-1")
def test_new_limits_are_for_new_orders(database: Database, published: Published) -> None:
    publish_now(database, published)
    shorter = LevelLimits(respond=timedelta(minutes=30), resolve=timedelta(hours=4))
    standard, technical = published.profiles
    newer = replace(standard, version="2027-01", levels={**standard.levels, Severity.URGENT: shorter})

    publish_now(database, replace(published, profiles=(newer, technical)))

    with database.read() as connection:
        assert limits_for(connection, Severity.URGENT) == shorter
        assert limits_for(connection, Severity.LOW) == standard.levels[Severity.LOW]


@pytest.mark.req("SLA-6")
def test_every_profile_and_its_calendar_go_to_every_tablet_and_each_has_its_own_limits(
    database: Database, published: Published
) -> None:
    publish_now(database, published)

    sent = [change for change in reference(database) if change.kind in LIMITS]
    assert [(change.kind, change.key) for change in sent] == [
        (DocumentKind.WORKING_CALENDAR, "china"),
        (DocumentKind.SLA_PROFILE, "standard"),
        (DocumentKind.SLA_PROFILE, "technical"),
    ]
    assert [from_json(change.document, SlaProfile) for change in sent[1:]] == list(published.profiles)
    assert from_json(sent[0].document, WorkingCalendar) == published.calendars[0]
    with database.read() as connection:
        assert limits_for(connection, Severity.URGENT).respond == timedelta(hours=2)
        assert limits_for(connection, Severity.URGENT, ProfileId("technical")).respond == timedelta(hours=8)
        with pytest.raises(Refused, match=r"publish\.sla-missing"):
            limits_for(connection, Severity.URGENT, ProfileId("nobody's"))


def test_an_order_of_a_kind_without_process_is_refused(database: Database, published: Published) -> None:
    repairs = tuple(process for process in published.processes if process.job_type is JobType.REPAIR)
    publish_now(database, replace(published, processes=repairs))
    with database.read() as connection, pytest.raises(Refused, match=r"publish\.process-missing"):
        pin_for(connection, JobType.TRAINING)


def test_limits_before_any_were_published_are_refused(database: Database) -> None:
    with database.read() as connection, pytest.raises(Refused, match=r"publish\.sla-missing"):
        limits_for(connection, Severity.URGENT)


def test_a_process_whose_form_is_missing_is_not_published(tmp_path: Path) -> None:
    for folder in ("process", "sla", "calendars"):
        shutil.copytree(RESOURCES / folder, tmp_path / folder)
    (tmp_path / "forms").mkdir()

    with pytest.raises(BadInput, match=r"publish\.form-missing"):
        read_resources(tmp_path, tmp_path / "compiled")


@pytest.mark.req("SITE-3")
def test_a_process_whose_form_for_one_kind_of_machine_is_missing_is_not_published(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES, tmp_path / "resources", ignore=shutil.ignore_patterns("fonts", "sample", "icons"))
    process = tmp_path / "resources" / "process" / "repair.toml"
    text = process.read_text(encoding="utf-8")
    process.write_text(text.replace('form = "work_heating"', 'form = "work_gone"'), encoding="utf-8")

    with pytest.raises(BadInput, match=r"publish\.form-missing") as fault:
        read_resources(tmp_path / "resources", tmp_path / "compiled")
    assert fault.value.fields["form"] == "work_gone"


LEVEL_9 = "id='a'\nversion='1'\n[levels.9]\nrespond='PT1H'\nresolve='PT1H'"


@pytest.mark.parametrize("content", ["id = ", "id = 'standard'", LEVEL_9])
def test_a_faulty_table_of_limits_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "sla").mkdir()
    (tmp_path / "sla" / "standard.toml").write_text(content, encoding="utf-8")

    with pytest.raises(BadInput, match=r"publish\.malformed") as fault:
        read_resources(tmp_path, tmp_path / "compiled")

    assert fault.value.fields["file"] == "standard.toml"


def test_a_table_of_limits_that_counts_by_a_calendar_that_is_not_there_is_named(tmp_path: Path) -> None:
    for folder in ("process", "sla"):
        shutil.copytree(RESOURCES / folder, tmp_path / folder)

    with pytest.raises(BadInput, match=r"publish\.malformed") as fault:
        read_resources(tmp_path, tmp_path / "compiled")

    assert fault.value.fields["file"] == "technical.toml"


def test_tables_of_limits_without_the_standard_are_not_published(tmp_path: Path) -> None:
    for folder in ("process", "sla", "calendars"):
        shutil.copytree(RESOURCES / folder, tmp_path / folder)
    (tmp_path / "sla" / "standard.toml").unlink()

    with pytest.raises(BadInput, match=r"publish\.unreadable") as fault:
        read_resources(tmp_path, tmp_path / "compiled")

    assert fault.value.fields["file"] == "standard.toml"


def test_an_unchanged_form_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resources, compiled = tmp_path / "resources", tmp_path / "compiled"
    for folder in ("process", "sla", "calendars"):
        shutil.copytree(RESOURCES / folder, resources / folder)
    shutil.rmtree(resources / "process")
    (resources / "forms").mkdir()
    shutil.copy(RESOURCES / "forms" / "clean.xlsx", resources / "forms")
    first = read_resources(resources, compiled)
    asked: list[Path] = []
    monkeypatch.setattr("fieldapp.forms.compile.compile_xlsform", asked.append)

    assert read_resources(resources, compiled) == first
    assert asked == []
