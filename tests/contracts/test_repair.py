"""A copy that differs is noticed and mended, and only that: snapshots, tombstones and floors (SYNC.md 7, 8, 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from fieldapp.centre.database.tables import change
from fieldapp.centre.devices import reading
from fieldapp.centre.devices.cursors import Compacted, compact
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import EngineerId, Scope
from fieldapp.domain.part import Part
from fieldapp.domain.views.sync import SyncState
from fieldapp.wire.messages import CURSOR_EXPIRED, UPGRADE_REQUIRED, DocumentKind, Operation, SyncRequest
from tests.contracts.company import Company, Tablet, company_in
from tests.factories import make_part, save_answer
from tests.fakes.syncing import after

OTHER = EngineerId("tao")
DAY = timedelta(days=1)


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    with company_in(tmp_path) as company:
        yield company


@pytest.fixture
def small_pages(tmp_path: Path) -> Iterator[Company]:
    """A centre that answers with a document at a time."""
    with company_in(tmp_path, answer_bytes=1) as company:
        yield company


def publish(company: Company, *parts: Part) -> None:
    with company.desk.database.write() as connection:
        feed = Feed()
        for part in parts:
            feed.put(REFERENCE, DocumentKind.PART, part.number, part)
        feed.flush(connection)


def synced(tablet: Tablet) -> None:
    done = tablet.runner.run()
    assert (done.state, done.code) == (SyncState.IDLE, ""), done


def codes(tablet: Tablet) -> list[str]:
    return [problem.code for problem in tablet.store.queries.sync_status().problems]


@pytest.mark.req("SYN-2")
def test_digest_equal_iff_rows_equal_on_the_tablet_after_every_kind_of_change(company: Company) -> None:
    orders = [company.desk.order() for _ in range(3)]
    publish(company, make_part())
    tablet = company.tablet()
    synced(tablet)
    assert tablet.sums() == {scope: digest for scope, digest in company.sums().items() if digest.count}

    company.desk.code(OTHER)
    company.desk.assign(orders[0], OTHER)
    company.change(replace(orders[1], wishes="又不制冷了"))
    publish(company, replace(make_part(), name_en="another name"))
    tablet.store.do(save_answer("work", "remark", "x", order_id=orders[2].id))
    synced(tablet)

    theirs = company.sums()
    assert tablet.sums() == {scope: theirs[scope] for scope in (tablet.mine, REFERENCE)}
    assert tablet.line.asked == []


@pytest.mark.req("SYN-2")
def test_bounded_repair_fetches_the_scope_that_differs_and_no_other_and_once_a_day(company: Company) -> None:
    orders = [company.desk.order() for _ in range(2)]
    publish(company, make_part())
    tablet = company.tablet()
    synced(tablet)

    tablet.lose(orders[0])
    synced(tablet)
    assert (tablet.line.asked, tablet.base(orders[0].id), codes(tablet)) == ([tablet.mine], True, [])

    tablet.lose(orders[1])
    synced(tablet)
    synced(tablet)
    assert (tablet.line.asked, tablet.base(orders[1].id)) == ([tablet.mine], False)
    assert codes(tablet) == ["scope.differs"]

    company.pass_time(DAY)
    synced(tablet)
    assert (tablet.line.asked, tablet.base(orders[1].id), codes(tablet)) == ([tablet.mine] * 2, True, [])


@pytest.mark.req("SYN-2")
def test_full_resync_keeps_outbox_and_what_the_engineer_sees_of_his_own_work(company: Company) -> None:
    order, other = company.desk.order(), company.desk.order()
    tablet = company.tablet()
    synced(tablet)
    tablet.store.do(save_answer("work", "remark", "kept", order_id=order.id))
    synced(tablet)
    before = tablet.outbox()
    seen = tablet.store.queries.order(order.id)

    tablet.lose(other)
    synced(tablet)

    assert tablet.line.asked == [tablet.mine]
    assert (tablet.outbox(), tablet.store.queries.order(order.id)) == (before, seen)


@pytest.mark.req("SYN-2")
def test_a_snapshot_that_is_cut_off_goes_on_behind_its_last_page_and_the_feed_behind_its_number(
    small_pages: Company,
) -> None:
    company = small_pages
    orders = [company.desk.order() for _ in range(4)]
    tablet = company.tablet()
    synced(tablet)
    tablet.lose(orders[0])
    tablet.runner.run(after(4))
    asked = len(tablet.line.asked)
    assert 0 < asked < 4, "cut off between two pages"
    tablet.store.do(save_answer("work", "remark", "written meanwhile", order_id=orders[1].id))
    company.change(replace(orders[3], wishes="changed meanwhile"))
    added = company.desk.order()

    synced(tablet)

    assert len(tablet.line.asked) < asked + 5, "it did not begin again"
    assert tablet.numbers() == sorted(order.number for order in [*orders, added])
    assert tablet.sums()[tablet.mine] == company.sums()[tablet.mine]
    assert tablet.store.queries.order(orders[3].id).wishes == "changed meanwhile"


@pytest.mark.req("SYN-2")
def test_no_resurrection_of_an_order_whose_end_was_thrown_away_before_the_tablet_came_again(company: Company) -> None:
    order, kept = company.desk.order(), company.desk.order()
    tablet = company.tablet()
    synced(tablet)
    tablet.store.do(save_answer("work", "remark", "before he left", order_id=kept.id))
    company.desk.code(OTHER)
    company.desk.assign(order, OTHER)
    company.pass_time(91 * DAY)

    assert compact(company.desk.database, company.settings.now()).changes > 0
    synced(tablet)

    assert tablet.line.asked == [tablet.mine]
    assert (tablet.numbers(), tablet.store.outbox.waiting()) == ([kept.number], 0)
    assert tablet.sums()[tablet.mine] == company.sums()[tablet.mine]
    assert company.desk.record(kept).order == tablet.store.queries.order(kept.id)


@pytest.mark.req("SYN-2")
def test_the_floor_stays_below_the_slowest_tablet_that_still_comes(company: Company) -> None:
    order = company.desk.order()
    slow, quick = company.tablet(), company.tablet()
    for tablet in (slow, quick):
        synced(tablet)
        synced(tablet)
    for text in ("one", "two"):
        company.change(replace(order, wishes=text))
    synced(quick)
    synced(quick)

    assert compact(company.desk.database, company.settings.now()) == Compacted(scopes=1, changes=1)
    synced(slow)
    assert (slow.line.asked, slow.store.queries.order(order.id).wishes) == ([], "two")
    synced(slow)
    assert compact(company.desk.database, company.settings.now()) == Compacted(scopes=1, changes=1)
    company.change(replace(order, wishes="three"))
    for tablet in (slow, quick):
        synced(tablet)
        assert (tablet.line.asked, tablet.store.queries.order(order.id).wishes) == ([], "three")


@pytest.mark.req("SYN-2")
def test_a_new_tablet_begins_with_a_snapshot_once_the_feed_does_not_reach_back(company: Company) -> None:
    order = company.desk.order()
    company.change(replace(order, wishes="newest"))
    compact(company.desk.database, company.settings.now())
    with company.desk.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(change)).scalar_one() == 1

    tablet = company.tablet()
    synced(tablet)

    assert (tablet.line.asked, tablet.store.queries.order(order.id).wishes) == ([tablet.mine], "newest")
    assert codes(tablet) == []


@pytest.mark.req("SYN-2")
def test_an_older_program_with_an_expired_cursor_still_pushes_and_is_refused_on_pull_only(company: Company) -> None:
    order = company.desk.order()
    company.change(replace(order, wishes="newest"))
    tablet = company.desk.tablet()
    compact(company.desk.database, company.settings.now())
    tablet.write(save_answer("work", "remark", "x", order_id=order.id))

    answer = tablet.centre.sync(replace(tablet.request(), schema=4))
    assert [outcome.verdict.value for outcome in answer.outcomes] == ["accepted"]
    assert (answer.withheld, answer.changes) == ({Scope(f"engineer:{company.desk.engineer}"): CURSOR_EXPIRED}, ())

    empty = SyncRequest(epoch=tablet.epoch, chain=tablet.request().chain, schema=4)
    with pytest.raises(CentreRefused, match="cursor-expired"):
        tablet.centre.sync(empty)


@pytest.mark.req("SYN-2")
def test_a_kind_of_a_later_program_is_skipped_and_comes_by_a_snapshot_after_the_update(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = company.desk.order()
    tablet = company.tablet()
    with monkeypatch.context() as earlier:
        earlier.setattr(reading, "SCHEMA_OF_KIND", {DocumentKind.PART: 6})
        publish(company, make_part())
        synced(tablet)
        assert (tablet.numbers(), codes(tablet)) == ([order.number], [])
        assert tablet.store.queries.part(make_part().number) is None
        assert tablet.line.asked == []

    synced(tablet)
    assert tablet.line.asked == [REFERENCE]
    assert tablet.store.queries.part(make_part().number) == make_part()


@pytest.mark.req("SYN-2")
def test_a_program_two_schemas_behind_pulls_what_it_can_read_pushes_all_and_is_told_to_update(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SCHEMA_OF_KIND", {DocumentKind.FAULT_ENTRY: 4})
    order = company.desk.order()
    publish(company, make_part())
    with company.desk.database.write() as connection:
        feed = Feed()
        feed.put(REFERENCE, DocumentKind.FAULT_ENTRY, "x", {"id": "x"})
        feed.put(REFERENCE, DocumentKind.PART, "behind", make_part())
        feed.flush(connection)
    tablet = company.desk.tablet()
    tablet.write(save_answer("work", "remark", "x", order_id=order.id))

    answer = tablet.centre.sync(replace(tablet.request(), schema=3))

    assert [outcome.verdict.value for outcome in answer.outcomes] == ["accepted"]
    assert (answer.withheld, answer.more) == ({REFERENCE: UPGRADE_REQUIRED}, False)
    assert {(change.kind, change.operation) for change in answer.changes} == {
        (DocumentKind.WORK_ORDER, Operation.PUT),
        (DocumentKind.PART, Operation.PUT),
    }
    assert REFERENCE not in answer.digests


def test_a_snapshot_of_another_engineers_scope_is_not_to_be_had(company: Company) -> None:
    company.desk.order(OTHER) if company.desk.code(OTHER) else None
    tablet = company.tablet()
    with pytest.raises(CentreRefused, match="scope-unknown"):
        tablet.line.snapshot(Scope(f"engineer:{OTHER}"))


@pytest.mark.req("SYN-2")
def test_a_sum_that_went_wrong_by_itself_is_right_after_the_repair(company: Company) -> None:
    order = company.desk.order()
    tablet = company.tablet()
    synced(tablet)
    tablet.misread(order)

    synced(tablet)

    assert (tablet.line.asked, codes(tablet)) == ([tablet.mine], [])
    assert tablet.sums()[tablet.mine] == company.sums()[tablet.mine]
