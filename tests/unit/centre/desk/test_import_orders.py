"""Importing orders: held against what the centre knows, all of a file or only its good rows, twice without effect."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from sqlalchemy import delete

from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import current
from fieldapp.centre.desk import orders, register
from fieldapp.centre.desk.import_orders import ImportReport, ImportRules, import_orders
from fieldapp.centre.desk.sample import load_sample, read_sample
from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.publish import Published, publish
from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import SerialNumber
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import Severity
from fieldapp.domain.work_order import WorkOrder
from tests.factories import NOW, RESOURCES, SHANGHAI, START_DAY
from tests.unit.centre.desk.tables import csv_file, good, vocabulary, workbook

Import = Callable[..., ImportReport]
NEW = {
    "客户": "新开的面馆",
    "序列号": "CF320-26K-00001",
    "型号": "CF-320",
    "地址": "河湾区渡口路 43 号",
    "电话": "138 0000 7777",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, published: Published) -> Path:
    """The data folder of the demo company with its register, as `centre init --sample` makes it."""
    folder = tmp_path_factory.mktemp("company")
    database = Database.open(folder)
    with database.write() as connection:
        feed = Feed()
        publish(connection, feed, published, NOW)
        load_sample(
            connection, feed, read_sample(RESOURCES / "sample", START_DAY, SHANGHAI), NOW, FolderBlobs(folder / "blobs")
        )
        feed.flush(connection)
    database.close()
    return folder


@pytest.fixture
def company(made: Path, tmp_path: Path) -> Iterator[Database]:
    """A company of its own for each test."""
    shutil.copytree(made, tmp_path / "company")
    database = Database.open(tmp_path / "company")
    yield database
    database.close()


@pytest.fixture
def take(company: Database) -> Import:
    def run(path: Path, **rules: bool) -> ImportReport:
        with company.write() as connection:
            feed = Feed()
            given = ImportRules(language="zh", zone=SHANGHAI, **rules)
            report = import_orders(connection, feed, path, vocabulary(), given, NOW)
            feed.flush(connection)
            return report

    return run


def order(company: Database, number: str = "WX-261124-101") -> WorkOrder:
    with company.read() as connection:
        return orders.find(connection, number)


def count(company: Database) -> int:
    with company.read() as connection:
        return len(orders.read_all(connection))


def found(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(finding.row, finding.heading, finding.code) for finding in report.findings]


@pytest.mark.req("ACC-1", "CEN-1")
def test_a_row_becomes_an_order_with_customer_machine_and_history_of_the_register(
    company: Database, take: Import, tmp_path: Path
) -> None:
    report = take(workbook(tmp_path / "a.xlsx", good()))

    made = order(company)
    assert (report.imported, report.findings, report.known) == (("WX-261124-101",), (), ())
    assert (made.customer.contact.name, made.customer.site.area) == ("林芳", "云桥")
    assert (made.asset.model, made.asset.purchased_on is not None, len(made.asset.history)) == ("CF-680", True, 4)
    assert (made.job_type, made.severity, made.assignee) == (JobType.REPAIR, Severity.MAJOR, "zhou")
    assert made.appointment.start_at == datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
    assert (made.planned_minutes, made.received_at, made.assigned_at) == (60, NOW, NOW)
    assert made.pin.forms
    assert made.limits.respond.total_seconds() == 4 * 3600


@pytest.mark.req("ACC-1")
def test_every_column_reaches_the_order(company: Database, take: Import, tmp_path: Path) -> None:
    row = good(
        联系人="乔安", 职务="夜班", 电话="139 0000 1234", 地址="后门", 区域="新区", 进场说明="按铃",
        纬度=31.2, 经度="121.5",
        问题类别="操作", 问题性质="咨询", 何时开始="今早", 发生频次="一直", 已试过="重启", 影响范围="停售", 预计分钟=45,
        期望上门时间="2026-11-24 13:00", 期望解决时间="2026-11-25 18:00", 受理渠道="wechat",
        受理时间="2026-11-23 08:00",
        受理人="许婧", 派工人="许婧", 其他要求="小声", 时限表="technical",
    )  # fmt: skip

    take(workbook(tmp_path / "a.xlsx", row))

    made = order(company)
    place = made.customer.site.coordinates
    assert (made.customer.contact.name, made.customer.contact.role, made.customer.contact.phone) == (
        "乔安", "夜班", "139 0000 1234"
    )  # fmt: skip
    assert (made.customer.site.address, made.customer.site.area, made.customer.site.access) == ("后门", "新区", "按铃")
    assert place is not None
    assert (place.latitude, place.longitude) == (31.2, 121.5)
    assert (made.area.value, made.kind.value, made.planned_minutes) == ("operation", "advice", 45)
    assert (made.symptom.since, made.symptom.how_often, made.symptom.tried, made.symptom.impact) == (
        "今早", "一直", "重启", "停售"
    )  # fmt: skip
    assert made.wanted_visit_at == datetime(2026, 11, 24, 13, 0, tzinfo=SHANGHAI)
    assert made.wanted_solution_at == datetime(2026, 11, 25, 18, 0, tzinfo=SHANGHAI)
    assert (made.channel, made.received_by, made.dispatcher, made.wishes) == ("wechat", "许婧", "许婧", "小声")
    assert made.received_at == datetime(2026, 11, 23, 8, 0, tzinfo=SHANGHAI)
    assert (made.profile, made.limits.respond) == ("technical", timedelta(hours=8))


def test_what_a_row_says_of_a_known_customer_holds_for_its_order_only(
    company: Database, take: Import, tmp_path: Path
) -> None:
    take(workbook(tmp_path / "a.xlsx", good(电话="139 0000 1234")))

    with company.read() as connection:
        (kept,) = register.customers_called(connection, "禾味生鲜超市 云桥店")
    assert kept.contact.phone == "138 0000 4127"


@pytest.mark.req("CEN-1")
def test_importing_the_same_file_twice_says_so_and_changes_nothing(
    company: Database, take: Import, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", good(), good(工单号="WX-261124-102"))
    take(path)
    before = (count(company), order(company))

    again = take(path)

    assert (again.imported, again.findings) == ((), ())
    assert again.known == ("WX-261124-101", "WX-261124-102")
    assert (count(company), order(company)) == before


def test_numbers_that_differ_in_capitals_only_are_one(take: Import, tmp_path: Path) -> None:
    report = take(workbook(tmp_path / "a.xlsx", good(), good(工单号="wx-261124-101")))

    assert found(report) == [(3, "工单号", "import.number.twice")]


def test_a_number_that_is_another_order_is_refused(take: Import, tmp_path: Path) -> None:
    report = take(workbook(tmp_path / "a.xlsx", good(工单号="WX-261123-004"), good(), good(故障现象="别的")))

    assert found(report) == [(2, "工单号", "import.number.taken"), (4, "工单号", "import.number.twice")]
    assert report.findings[1].fields["first"] == 3


@pytest.mark.req("CEN-1")
def test_one_bad_row_keeps_the_file_out_unless_good_rows_are_wanted(
    company: Database, take: Import, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", good(), good(工单号="WX-261124-102", 级别=7))
    before = count(company)

    nothing = take(path)
    kept_out = count(company)
    some = take(path, good_rows=True)

    assert (nothing.good, nothing.imported, kept_out) == (("WX-261124-101",), (), before)
    assert (some.imported, count(company)) == (("WX-261124-101",), before + 1)
    assert found(some) == [(3, "级别", "import.cell.number")]


def test_a_dry_run_tells_what_would_come_and_changes_nothing(company: Database, take: Import, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", good(**NEW))
    before = count(company)

    report = take(path, dry_run=True, create_unknown=True)

    assert (report.good, report.imported, count(company)) == (("WX-261124-101",), (), before)
    assert (report.new_customers, report.new_assets) == (("新开的面馆",), ("CF320-26K-00001",))
    with company.read() as connection:
        assert register.customers_called(connection, "新开的面馆") == ()


@pytest.mark.req("CEN-1")
def test_unknown_customers_and_machines_are_refused_or_entered_once(
    company: Database, take: Import, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", good(**NEW), good(**NEW, 工单号="WX-261124-102"))

    refused = take(path)
    entered = take(path, create_unknown=True)

    assert {finding.code for finding in refused.findings} == {"import.customer.unknown"}
    assert (entered.new_customers, entered.new_assets) == (("新开的面馆",), ("CF320-26K-00001",))
    first, second = order(company), order(company, "WX-261124-102")
    assert (first.customer.id, first.asset.id) == (second.customer.id, second.asset.id)
    with company.read() as connection:
        (machine,) = register.assets_with_serial(connection, SerialNumber("CF320-26K-00001"))
        assert (machine.asset.model, machine.customer_id) == ("CF-320", first.customer.id)


@pytest.mark.req("ACC-3")
def test_a_machine_without_serial_number_stays_unknown_to_the_register(
    company: Database, take: Import, tmp_path: Path
) -> None:
    report = take(workbook(tmp_path / "a.xlsx", good(序列号=None, 产品="冷柜")))

    made = order(company)
    assert (report.imported, report.new_assets) == (("WX-261124-101",), ())
    assert (made.asset.model, made.asset.serial_number, made.asset.product) == ("", "", "冷柜")


@pytest.mark.parametrize(
    ("changes", "heading", "code"),
    [
        ({"序列号": "CF680-00"}, "序列号", "import.asset.unknown"),
        ({"客户": "赵明"}, "序列号", "import.asset.elsewhere"),
        ({"型号": "CF-320"}, "型号", "import.asset.model"),
        ({"工程师": "王五"}, "工程师", "import.engineer.unknown"),
        ({"故障现象": None}, "故障现象", "import.cell.needed"),
        ({"预约结束": "2026-11-24 13:00"}, "预约结束", "import.cell.window"),
        ({"预约结束": "2026-11-25 14:30"}, "预约结束", "import.cell.window"),
        ({"预约开始": "2026-11-24"}, "预约开始", "import.cell.clock"),
        ({"电话": "没有"}, "电话", "import.cell.phone"),
        ({"纬度": 31.2}, "纬度", "import.cell.half-a-place"),
        ({"纬度": 131, "经度": 121}, "纬度", "import.cell.degrees"),
        ({"时限表": "gold"}, "时限表", "import.profile.unknown"),
        ({"其他要求": "=A1"}, "其他要求", "import.cell.formula"),
    ],
)
def test_a_fault_is_named_by_row_and_column(
    take: Import, tmp_path: Path, changes: dict[str, object], heading: str, code: str
) -> None:
    report = take(workbook(tmp_path / "a.xlsx", good(工单号="WX-261124-100"), {**good(), **changes}))

    assert (3, heading, code) in found(report)
    assert report.imported == ()


def test_a_job_type_without_a_published_process_is_told(company: Database, take: Import, tmp_path: Path) -> None:
    with company.write() as connection:
        connection.execute(delete(current).where(current.c.kind == "process", current.c.name == "change"))

    report = take(workbook(tmp_path / "a.xlsx", good(作业类型="变更")))

    assert found(report) == [(2, "作业类型", "import.job-type.unpublished")]


def test_a_row_is_told_all_that_stands_against_it_at_once(take: Import, tmp_path: Path) -> None:
    row = good(级别=9, 客户="谁家", 工程师="王五", 预约开始="下午")

    report = take(workbook(tmp_path / "a.xlsx", row))

    assert found(report) == [
        (2, "级别", "import.cell.number"),
        (2, "客户", "import.customer.unknown"),
        (2, "工程师", "import.engineer.unknown"),
        (2, "预约开始", "import.cell.date"),
    ]
    assert [finding.letters for finding in report.findings] == ["B", "C", "G", "H"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_csv_file_brings_the_same_orders(company: Database, take: Import, tmp_path: Path, encoding: str) -> None:
    take(csv_file(tmp_path / "a.csv", good(), encoding=encoding))

    assert order(company).symptom.what == "柜内风声小，温度不均"


def test_english_headings_a_title_above_them_and_strange_columns_are_no_hindrance(
    company: Database, take: Import, tmp_path: Path
) -> None:
    words = {
        "工单号": "Number", "级别": "LEVEL *", "客户": "customer", "序列号": "serial_number", "故障现象": "Symptom",
        "报警代码": "Alarm Code", "工程师": "Engineer", "预约开始": "Appointment start", "预约结束": "Appointment end",
    }  # fmt: skip
    book = openpyxl.Workbook()
    book.active.append(["派工表 11月24日"])
    book.active.merge_cells("A1:D1")
    book.active.append([*words.values(), "颜色", "Number"])
    book.active.append([*good().values(), "红", "x"])
    book.save(tmp_path / "a.xlsx")

    report = take(tmp_path / "a.xlsx")

    assert report.imported == ("WX-261124-101",)
    assert [(note.heading, note.code) for note in report.notes] == [
        ("颜色", "import.head.unknown"),
        ("Number", "import.head.twice"),
    ]
    assert order(company).asset.model == "CF-680"


def test_a_table_without_needed_columns_or_any_heading_is_refused_whole(take: Import, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("工单号,客户\nW-1,赵明\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"import\.columns-missing") as missing:
        take(tmp_path / "a.csv")
    assert missing.value.fields["columns"] == "级别、故障现象、工程师、预约开始、预约结束"

    (tmp_path / "b.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"import\.no-headings"):
        take(tmp_path / "b.csv")


def test_merged_cells_in_a_row_are_told(take: Import, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", good(), good(工单号="WX-261124-102"))
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("C2:C3")
    book.save(path)

    assert found(take(path)) == [(3, "客户", "import.cell.merged")]
