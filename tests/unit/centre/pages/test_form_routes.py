"""The desk's page of forms."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest
from sqlalchemy import update

from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import form_version
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.forms_desk.publishing import publish_forms
from fieldapp.centre.forms_desk.versions import read_versions
from fieldapp.centre.publish import Published, pin_for, publish
from fieldapp.domain.process import JobType
from fieldapp.forms.workbook import Cell
from tests.factories import NOW, make_order, repair_process
from tests.fakes.shipped import shipped_forms
from tests.unit.centre.conftest import AppClient
from tests.unit.centre.forms_desk.conftest import NEWER, copy_of
from tests.unit.forms.workbooks import q, workbook


@pytest.fixture
def two_versions(database: Database, published: Published, tmp_path: Path) -> Path:
    """The workbook of a second version of the kit form; an order has the first."""
    with database.write() as connection:
        feed = Feed()
        publish(connection, feed, published, NOW)
        orders.register(connection, feed, make_order(pin=pin_for(connection, JobType.REPAIR)), NOW)
        feed.flush(connection)
    path = copy_of("kit", tmp_path / "kit.xlsx", {Cell("settings", 2, "version"): NEWER})
    publish_forms(database, [path], at=NOW, by="<i>许婧</i>")
    return path


@pytest.mark.req("PRO-2")
def test_the_page_lists_each_version_with_its_use_in_the_order_of_the_process(
    client: AppClient, two_versions: Path
) -> None:
    chinese, english = client.get("/forms").text, client.get("/forms?language=en").text

    assert chinese.index(">接单<") < chinese.index(">自检<") < chinese.index(">归档<")
    assert chinese.index(NEWER) < chinese.index("2026112302", chinese.index(NEWER))
    # A repair's order has the forms of its steps, also those for other kinds of machine.
    used = {form for step in repair_process().steps for form in step.forms}
    assert chinese.count("1 张未完成") == len(used)
    # One older version, and the forms that only the other job types have.
    unused = 1 + len(shipped_forms().keys() - used)
    assert chinese.count("没有工单在用") == unused
    assert (english.count("1 open"), english.count(">no order<")) == (len(used), unused)
    assert "&lt;i&gt;许婧" in chinese  # what people typed is text, never markup


def test_the_workbook_is_handed_out_as_it_was_published(
    client: AppClient, database: Database, two_versions: Path
) -> None:
    with database.read() as connection:
        newest = read_versions(connection, "kit")[0]

    answer = client.get(f"/forms/{newest.sha256}.xlsx")

    assert answer.content == two_versions.read_bytes()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="kit-{NEWER}.xlsx"'
    assert f"/forms/{newest.sha256}.xlsx" in client.get("/forms").text


def test_a_workbook_that_is_not_there_is_refused(client: AppClient, database: Database, two_versions: Path) -> None:
    with database.write() as connection:
        newest = read_versions(connection, "kit")[0]
        connection.execute(update(form_version).values(workbook=b"", workbook_sha256=""))

    for path in (f"/forms/{newest.sha256}.xlsx", f"/forms/{'0' * 64}.xlsx", "/forms/x.xlsx", "/forms/lists/none.csv"):
        answer = client.get(f"{path}?language=en")
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert answer.headers["Content-Type"].startswith("text/html")
        assert "This file is not here" in answer.text
    assert "没有保存" in client.get("/forms").text


def test_a_form_with_a_list_hands_out_the_list_so_that_its_workbook_can_be_checked_elsewhere(
    client: AppClient, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "parts.csv").write_text('name,label\np1,"传感器, 00042"\np2,Board\n', encoding="gb18030")
    path = workbook(tmp_path, q("select_one_from_file parts.csv", "part"))
    publish_forms(database, [path], at=NOW, by="许婧")

    page = client.get("/forms?language=en").text
    assert '<a href="/forms/lists/parts.csv?language=en">parts.csv</a> 2 rows' in page

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with database.read() as connection:
        (version,) = read_versions(connection)
    (elsewhere / "trial.xlsx").write_bytes(client.get(f"/forms/{version.sha256}.xlsx").content)
    answer = client.get("/forms/lists/parts.csv")
    (elsewhere / "parts.csv").write_bytes(answer.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="parts.csv"'
    again = publish_forms(database, [elsewhere / "trial.xlsx"], at=NOW, by="许婧", dry_run=True)
    assert [change.is_changed for change in again.lists] == [False]
    assert again.examined[0].faults == ()


def test_a_page_without_forms_says_so(client: AppClient) -> None:
    assert "还没有发布任何表单" in client.get("/forms").text


def test_the_page_is_for_this_machine_only(client_elsewhere: AppClient) -> None:
    assert client_elsewhere.get("/forms").status_code == HTTPStatus.FORBIDDEN
    assert client_elsewhere.get(f"/forms/{'0' * 64}.xlsx").status_code == HTTPStatus.FORBIDDEN
    assert client_elsewhere.get("/forms/lists/parts.csv").status_code == HTTPStatus.FORBIDDEN


def test_the_desk_leads_from_its_orders_to_its_forms(client: AppClient) -> None:
    assert '<a href="/forms?language=zh">表单</a>' in client.get("/").text
    assert '<a href="/forms?language=zh" class="chosen" aria-current="page">表单</a>' in client.get("/forms").text
