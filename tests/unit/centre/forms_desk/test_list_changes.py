"""A long list has one name for all forms: what its new file does is said before and after it is published."""

from __future__ import annotations

import json
from pathlib import Path

from fieldapp.centre.choice_lists import published_lists, read_published_list
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.forms_desk.list_changes import ListChange
from fieldapp.centre.forms_desk.publishing import Publication, State, publish_forms
from fieldapp.centre.forms_desk.telling import Telling
from fieldapp.domain.ids import FormId, Sha256
from fieldapp.forms.errors import AuthorError
from tests.factories import NOW, make_order, make_pin
from tests.fakes.shipped import shipped_words
from tests.unit.forms.workbooks import SETTINGS, q, workbook


def form(folder: Path, form_id: str, rows: int, *, word: str = "件", version: str = "2026112301") -> Path:
    """A form with a list of parts beside it."""
    folder.mkdir(exist_ok=True)
    lines = ["name,label", *(f"P-{number},{word} {number}" for number in range(rows))]
    (folder / "parts.csv").write_text("\n".join(lines), encoding="utf-8")
    settings = {**SETTINGS, "form_id": form_id, "version": version}
    asked = q("select_one_from_file parts.csv", "part")
    return workbook(folder, asked, settings=settings, name=f"{form_id}.xlsx")


def publish_now(database: Database, *paths: Path, dry_run: bool = False) -> Publication:
    return publish_forms(database, paths, at=NOW, by="许婧", dry_run=dry_run)


def warnings(done: Publication) -> list[AuthorError]:
    """What is said of what is published; the lists inside these small workbooks are no matter here."""
    found = [warning for entry in done.examined for warning in entry.warnings]
    return [warning for warning in found if warning.code.startswith("forms.publish.")]


def warned(done: Publication) -> list[str]:
    return [warning.code for warning in warnings(done)]


def an_order_with(database: Database, done: Publication) -> None:
    """An open order that is pinned to the form of a publication."""
    (entry,) = done.examined
    assert entry.form is not None
    pin = make_pin(forms={FormId(entry.form.form_id): Sha256(entry.form.sha256)})
    with database.write() as connection:
        feed = Feed()
        orders.register(connection, feed, make_order(pin=pin), NOW)
        feed.flush(connection)


def test_a_shorter_list_beside_an_unchanged_workbook_is_told_with_what_it_loses(
    database: Database, tmp_path: Path
) -> None:
    an_order_with(database, publish_now(database, form(tmp_path, "work", 12)))
    before = form(tmp_path, "work", 3, word="新")

    tried, done = publish_now(database, before, dry_run=True), publish_now(database, before)

    gone = tuple(f"P-{number}" for number in range(3, 12))
    assert done.state(done.examined[0]) is State.KNOWN
    assert done.lists == (
        ListChange(
            list_id="parts",
            before=12,
            rows=3,
            added=0,
            changed=3,
            gone=gone,
            is_changed=True,
            forms=("work",),
            orders=1,
        ),
    )
    assert tried.lists == done.lists
    (warning,) = warnings(done)
    assert warning.code == "forms.publish.list-values-gone"
    assert (warning.fields["count"], warning.fields["values"]) == (9, "P-3, P-4, P-5, P-6, P-7, …")


def test_a_first_list_and_an_unchanged_one_warn_of_nothing(database: Database, tmp_path: Path) -> None:
    path = form(tmp_path, "work", 3)
    first, again = publish_now(database, path), publish_now(database, path)

    assert [(change.before, change.is_changed) for change in (*first.lists, *again.lists)] == [(None, True), (3, False)]
    assert warned(first) + warned(again) == []


def test_a_list_that_another_form_reads_too_is_not_replaced_without_a_word(database: Database, tmp_path: Path) -> None:
    publish_now(database, form(tmp_path / "a", "work", 5))

    done = publish_now(database, form(tmp_path / "b", "other", 6))

    assert warned(done) == ["forms.publish.list-shared"]
    assert warnings(done)[0].fields["forms"] == "work"


def test_forms_that_are_published_together_with_one_list_need_no_warning(database: Database, tmp_path: Path) -> None:
    publish_now(database, form(tmp_path, "work", 5))
    both = form(tmp_path, "work", 6), form(tmp_path, "other", 6)

    assert warned(publish_now(database, *both)) == []


def test_two_files_of_one_name_in_one_call_are_refused(database: Database, tmp_path: Path) -> None:
    paths = form(tmp_path / "a", "work", 5), form(tmp_path / "b", "other", 6)

    done = publish_now(database, *paths)

    refused = [[fault.code for fault in entry.refusals] for entry in done.examined]
    assert refused == [[], ["forms.publish.list-twice"]]
    assert done.examined[1].refusals[0].fields["other"] == "work.xlsx"
    with database.read() as connection:
        assert read_published_list(connection, "parts") is None


def test_two_files_of_one_name_that_hold_the_same_are_one_list(database: Database, tmp_path: Path) -> None:
    done = publish_now(database, form(tmp_path / "a", "work", 5), form(tmp_path / "b", "other", 5))

    assert [entry.can_be_published for entry in done.examined] == [True, True]
    with database.read() as connection:
        assert published_lists(connection) == {"parts": 5}


def test_a_list_of_several_pieces_is_read_back_whole(database: Database, tmp_path: Path) -> None:
    publish_now(database, form(tmp_path, "work", 5300))

    with database.read() as connection:
        found = read_published_list(connection, "parts")
        assert published_lists(connection) == {"parts": 5300}
    assert found is not None
    assert [row[0] for row in found.rows] == [f"P-{number}" for number in range(5300)]


def test_the_desk_reads_rows_values_forms_and_orders(database: Database, tmp_path: Path) -> None:
    an_order_with(database, publish_now(database, form(tmp_path, "work", 12)))
    done = publish_now(database, form(tmp_path, "work", 3))
    english, chinese = (Telling(shipped_words(), language) for language in ("en", "zh"))

    assert english.list_line(done.lists[0]) == (
        "list parts: 12 -> 3 rows (new 0, changed 0, gone 9); forms that read it: work; open orders: 1"
    )
    assert chinese.list_line(done.lists[0]).startswith("名单 parts：12 行 → 3 行（新增 0，改动 0，消失 9）")
    assert "warning parts.csv!parts: The list “parts” loses 9 values (P-3," in "\n".join(
        english.lines(done.examined[0])
    )
    told = english.as_json(done.examined[0], "known", done.lists)
    assert json.loads(json.dumps(told))["lists"][0]["before"] == 12
