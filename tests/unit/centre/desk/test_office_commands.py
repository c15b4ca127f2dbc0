"""The office at the command line: every act, then the record as it is printed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.centre.commands import add_commands
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.publish import Published, publish
from fieldapp.domain.clash import Author
from fieldapp.domain.contact import Correction, Detail, Recipient, Topic
from fieldapp.domain.contact_events import DetailsCorrected, MessageSent
from fieldapp.domain.errors import BadInput, NotFound, Refused
from fieldapp.domain.ids import DeviceId, EngineerId, EventId, PartNumber
from fieldapp.domain.planning import PartQuantity, RequisitionState
from fieldapp.domain.planning_events import PartsRequested
from fieldapp.domain.sla import Severity
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.workflow.apply import apply_all
from fieldapp.workflow.merging import merged
from tests.factories import NOW, ORDER_ID, local, make_order
from tests.unit.centre.conftest import RESOURCES

Run = Callable[..., str]
NUMBER = "WX-261123-004"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a centre with the story's order, one message and one requisition of its engineer."""
    asked = MessageSent(
        order_id=ORDER_ID,
        at=NOW,
        message_id="tab-1:3",
        to=Recipient.TECHNICAL_LEAD,
        topic=Topic.STUCK,
        text="读数不对",
    )
    lines = (PartQuantity(part_number=PartNumber("TS-02")),)
    parts = PartsRequested(order_id=ORDER_ID, at=NOW, requisition_id="tab-1:4", lines=lines)
    database = Database.open(tmp_path / "data")
    with database.write() as connection:
        feed = Feed()
        orders.register(connection, feed, apply_all(make_order(), (asked, parts)), NOW)
        register_engineer(connection, EngineerId("tao"), "陶志远")
        feed.flush(connection)
    database.close()
    parser = argparse.ArgumentParser()
    parser.set_defaults(resources=RESOURCES, language="zh")
    add_commands(parser.add_subparsers())

    def call(*words: str) -> str:
        now = "2026-11-23T09:20+08:00"
        options = parser.parse_args(["centre", *words, "--data", str(tmp_path / "data"), "--now", now])
        assert options.command(options) == 0
        return capsys.readouterr().out

    return call


@pytest.fixture
def stored(tmp_path: Path) -> Callable[[], WorkOrder]:
    def read() -> WorkOrder:
        database = Database.open(tmp_path / "data")
        with database.read() as connection:
            order = orders.find(connection, NUMBER)
        database.close()
        return order

    return read


@pytest.mark.req("ACC-2", "SITE-5")
def test_a_message_is_listed_until_it_is_answered(run: Run, stored: Callable[[], WorkOrder]) -> None:
    listed = run("messages")
    assert listed.split("\n")[0].split("  ")[:3] == [NUMBER, "周明远", "技术负责人·卡住了"]
    assert "  读数不对" in listed
    told = run("reply", NUMBER, "换传感器再测", "--by", "赵明").strip()
    assert told == f"{NUMBER}  已答复；周明远的终端下次同步时收到"
    assert run("messages").strip() == "没有待答复的留言"
    assert (stored().replies[0].answers, stored().replies[0].sender) == ("tab-1:3", "赵明")
    shown = run("show", NUMBER)
    assert "赵明 答复" in shown
    assert "领料 TS-02 ×1" in shown


@pytest.mark.req("ANA-6")
def test_the_depot_says_how_far_a_requisition_is(run: Run, stored: Callable[[], WorkOrder]) -> None:
    run("supply", NUMBER, "in_transit", "--expected", "2026-11-23T11:30", "--remark", "浦东库")
    [told] = stored().supplies
    assert (told.requisition, told.state) == ("tab-1:4", RequisitionState.IN_TRANSIT)
    assert told.expected_at == local("11:30")


@pytest.mark.req("SYN-3")
def test_an_order_is_moved_given_to_somebody_else_and_cancelled(run: Run, stored: Callable[[], WorkOrder]) -> None:
    moved = run("move", NUMBER, "2026-11-23T14:00")
    assert "14:00–14:30" in moved
    assert (stored().appointment.start_at, stored().appointment.end_at) == (local("14:00"), local("14:30"))
    assert run("assign", NUMBER, "tao").split() == [NUMBER, "已派给他；陶志远的终端下次同步时收到"]
    assert stored().assignee == "tao"
    run("cancel", NUMBER, "--reason", "客户已自行解决")
    assert stored().state is OrderState.CANCELLED
    assert "许婧 取消了工单" in run("show", NUMBER)


def test_a_moment_that_is_none_and_an_engineer_nobody_knows_change_nothing(
    run: Run, stored: Callable[[], WorkOrder]
) -> None:
    before = stored()
    backwards = ("2026-11-23T14:00", "2026-11-23T13:00")
    for words in (("morgen",), ("2026-11-24",), backwards):
        with pytest.raises(BadInput, match=r"moment\.invalid"):
            run("move", NUMBER, *words)
    with pytest.raises(Refused, match=r"appointment\.past"):
        run("move", NUMBER, "2026-11-22T14:00")
    with pytest.raises(NotFound, match=r"engineer\.unknown"):
        run("assign", NUMBER, "nobody")
    with pytest.raises(NotFound, match=r"centre\.order-unknown"):
        run("cancel", "WX-0", "--reason", "x")
    assert stored() == before


def enter_tables(data: Path, published: Published) -> None:
    """Publish on the centre what it ships with, the limits of every level among it."""
    database = Database.open(data)
    with database.write() as connection:
        feed = Feed()
        publish(connection, feed, published, NOW)
        feed.flush(connection)
    database.close()


@pytest.mark.req("SLA-4", "ACC-2")
def test_the_desk_changes_details_and_level_in_one_act_and_the_page_tells_old_and_new(
    run: Run, stored: Callable[[], WorkOrder], published: Published, tmp_path: Path
) -> None:
    enter_tables(tmp_path / "data", published)
    told = run(
        "change", NUMBER, "--address", "云桥路 90 号", "--level", "3", "--reason", "只有一层降温", "--by", "赵明"
    ).strip()

    assert told == f"{NUMBER}  已修改；周明远的终端下次同步时收到"
    order = stored()
    assert (order.customer.site.address, order.severity) == ("云桥路 90 号", Severity.NORMAL)
    assert order.limits.respond == timedelta(hours=8)
    [change] = order.level_changes
    assert (change.by, change.reason) == ("赵明", "只有一层降温")
    shown = run("show", NUMBER)
    assert "→ 云桥路 90 号" in shown
    assert "紧急 → 一般" in shown


def test_a_change_of_nothing_is_refused_and_one_that_fails_leaves_the_rest_as_it_was(
    run: Run, stored: Callable[[], WorkOrder], published: Published, tmp_path: Path
) -> None:
    enter_tables(tmp_path / "data", published)
    with pytest.raises(BadInput, match=r"change\.nothing"):
        run("change", NUMBER)
    before = stored()
    with pytest.raises(BadInput, match=r"reason\.missing"):
        run("change", NUMBER, "--address", "云桥路 90 号", "--level", "3")
    assert stored() == before


@pytest.mark.req("SYN-2")
def test_the_desk_lists_what_both_changed_and_takes_the_other_value(
    tmp_path: Path, run: Run, stored: Callable[[], WorkOrder]
) -> None:
    old = stored().customer.contact.phone
    one = Correction(detail=Detail.CONTACT_PHONE, old=old, new="137 0000 2222")
    said = DetailsCorrected(order_id=ORDER_ID, at=local("09:12"), corrections=(one,))
    author = Author(name="周明远", engineer=EngineerId("zhou"))
    assert run("clashes") == "没有待定的数据冲突\n"
    run("change", NUMBER, "--contact-phone", "139 0000 1111", "--by", "许婧")
    write(tmp_path, lambda order: merged(order, said, EventId(DeviceId("T1"), 4), author, lambda *_: None).order)

    listed = run("clashes")

    assert NUMBER in listed
    assert "1  电话：采用 139 0000 1111（许婧 09:20）；另一值 137 0000 2222（周明远 09:12）  待定" in listed
    assert "已换成另一值" in run("clash", NUMBER, "--swap", "1", "--by", "许婧")
    assert stored().customer.contact.phone == "137 0000 2222"
    assert "换成另一值·许婧 09:20" in run("clashes", NUMBER)
    assert run("clashes") == "没有待定的数据冲突\n"
    run("clash", NUMBER, "--keep", "1")
    assert stored().customer.contact.phone == "139 0000 1111"


def write(tmp_path: Path, act: Callable[[WorkOrder], WorkOrder]) -> None:
    """What a tablet's batch makes of the order."""
    database = Database.open(tmp_path / "data")
    with database.write() as connection:
        feed = Feed()
        orders.save(connection, feed, [act(orders.find(connection, NUMBER))], NOW)
        feed.flush(connection)
    database.close()
