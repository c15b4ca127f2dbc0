"""Publishing a checklist: new orders begin with it, orders in hand keep theirs, what is relied on cannot go."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.devices.reading import read_page
from fieldapp.centre.forms_desk.publishing import Publication, State, examine_all, publish_forms
from fieldapp.centre.forms_desk.versions import read_versions, read_workbook, read_xform, store, uses
from fieldapp.centre.publish import Published, pin_for, publish
from fieldapp.domain.errors import Refused
from fieldapp.domain.ids import FormId
from fieldapp.domain.process import JobType
from fieldapp.forms.lint.findings import cell_of
from fieldapp.forms.workbook import Cell
from fieldapp.wire.messages import DocumentKind
from tests.factories import NOW, make_order
from tests.unit.centre.conftest import RESOURCES
from tests.unit.centre.forms_desk.conftest import NEWER, Changed, row_of
from tests.unit.forms.workbooks import q, workbook

KIT = FormId("kit")
LABEL = "label::English (en)"


def publish_now(centre: Database, *paths: Path, dry_run: bool = False) -> Publication:
    return publish_forms(centre, paths, at=NOW, by="许婧", dry_run=dry_run)


def told(done: Publication) -> list[tuple[str, str, int, str]]:
    found = [fault for entry in done.examined for fault in (*entry.faults, *entry.refusals)]
    return [(f.code, cell_of(f).sheet, cell_of(f).row, cell_of(f).column) for f in found]


def warned(done: Publication) -> list[tuple[str, str | int]]:
    return [(w.code, w.fields.get("name", "")) for entry in done.examined for w in entry.warnings]


def versions(centre: Database, form: str) -> list[str]:
    with centre.read() as connection:
        return [version.version for version in read_versions(connection, form)]


@pytest.mark.req("PRO-2")
def test_a_new_version_is_for_new_orders_and_an_order_in_hand_keeps_its_own(centre: Database, changed: Changed) -> None:
    with centre.write() as connection:
        feed = Feed()
        before = make_order(pin=pin_for(connection, JobType.REPAIR))
        orders.register(connection, feed, before, NOW)
        feed.flush(connection)

    done = publish_now(centre, changed("kit", {Cell("survey", 2, LABEL): "Mat"}))

    assert told(done) == []
    with centre.read() as connection:
        kept, fresh = orders.find(connection, before.id).pin, pin_for(connection, JobType.REPAIR)
        newest, oldest = read_versions(connection, "kit")
        assert (newest.version, newest.published_by, newest.published_at) == (NEWER, "许婧", NOW)
        assert (kept.forms[KIT], fresh.forms[KIT]) == (oldest.sha256, newest.sha256)
        assert uses(orders.read_open(connection))[KIT, oldest.sha256] == 1
        assert b"Mat" in read_xform(connection, newest.sha256)


@pytest.mark.req("PRO-2")
def test_tablets_are_sent_a_new_version_and_keep_the_one_before(centre: Database, changed: Changed) -> None:
    publish_now(centre, changed("kit"))

    with centre.read() as connection:
        changes = read_page(connection, [REFERENCE], {}, most=2000, most_bytes=10**8).changes
        known = {version.sha256 for version in read_versions(connection, "kit")}
    assert known <= {change.key for change in changes if change.kind is DocumentKind.FORM}
    assert len(known) == 2


def test_the_workbook_comes_back_as_it_was_published(centre: Database, changed: Changed) -> None:
    path = changed("kit")
    publish_now(centre, path)
    with centre.read() as connection:
        newest = read_versions(connection, "kit")[0]
        assert read_workbook(connection, newest.sha256) == path.read_bytes()


def test_publishing_the_same_again_changes_nothing(centre: Database, changed: Changed) -> None:
    path = changed("kit")
    first, second = publish_now(centre, path), publish_now(centre, path)
    assert (set(first.stored), set(second.stored)) == ({path}, set())
    assert (first.state(first.examined[0]), second.state(second.examined[0])) == (State.PUBLISHED, State.KNOWN)
    assert told(second) == []
    assert len(versions(centre, "kit")) == 2


def test_a_dry_run_publishes_nothing(centre: Database, changed: Changed) -> None:
    done = publish_now(centre, changed("kit"), dry_run=True)
    assert done.state(done.examined[0]) is State.PUBLISHABLE
    assert NEWER not in versions(centre, "kit")


def test_a_version_that_is_published_with_other_content_is_refused(centre: Database, changed: Changed) -> None:
    path = changed("kit", {Cell("survey", 2, LABEL): "Mat"}, version="2026112303")
    assert told(publish_now(centre, path)) == [("forms.publish.version-taken", "settings", 2, "version")]


def test_an_older_version_is_refused(centre: Database, changed: Changed) -> None:
    path = changed("kit", version="2026112299")
    assert told(publish_now(centre, path)) == [("forms.publish.not-newer", "settings", 2, "version")]


@pytest.mark.parametrize(
    ("type_", "old", "new"),
    [
        ("text", "acknowledge", "text"),
        ("integer", "acknowledge", "integer"),
        ("select_one way_out", "acknowledge", "select_one"),
        ("image", "acknowledge", "image"),
        ("range", "acknowledge", "range (integer)"),
    ],
)
def test_a_name_that_changes_its_type_is_refused(
    centre: Database, changed: Changed, type_: str, old: str, new: str
) -> None:
    row = row_of("kit", "cloth")
    done = publish_now(centre, changed("kit", {Cell("survey", row, "type"): type_}))
    assert told(done) == [("forms.publish.type-changed", "survey", row, "type")]
    (fault,) = done.examined[0].refusals
    assert (fault.fields["name"], fault.fields["old"], fault.fields["new"]) == ("cloth", old, new)


def test_a_select_that_takes_several_now_is_another_type(centre: Database, changed: Changed) -> None:
    row = row_of("close", "outcome")
    done = publish_now(centre, changed("close", {Cell("survey", row, "type"): "select_multiple outcome"}))
    assert told(done) == [("forms.publish.type-changed", "survey", row, "type")]


def test_a_name_that_comes_back_with_another_type_is_refused(centre: Database, changed: Changed) -> None:
    assert told(publish_now(centre, changed("accept", without=(("survey", "remark"),)))) == []
    row = row_of("accept", "remark")
    again = changed("accept", {Cell("survey", row, "type"): "integer"}, version="2026112501")
    assert told(publish_now(centre, again)) == [("forms.publish.type-changed", "survey", row, "type")]


@pytest.mark.req("KIT-1")
@pytest.mark.parametrize(
    ("form", "name", "reader"),
    [
        ("kit", "floor_mat", "gate floor-mat"),
        ("work", "deiced", "report process"),
        ("diagnose", "cause_text", "report cause"),
        ("clean", "rubbish_taken", "report process"),
    ],
)
def test_a_question_that_the_process_reads_cannot_go(
    centre: Database, changed: Changed, form: str, name: str, reader: str
) -> None:
    done = publish_now(centre, changed(form, without=(("survey", name),)))
    needed = [fault for fault in done.examined[0].refusals if fault.fields["name"] == name]
    assert {fault.code for fault in needed} == {"forms.publish.field-needed"}
    assert reader in {fault.fields["needed_by"] for fault in needed}
    assert NEWER not in versions(centre, form)


@pytest.mark.req("KIT-1")
def test_a_thing_of_the_standard_bag_cannot_go(centre: Database, changed: Changed) -> None:
    asked = [row_of("kit", name) - 1 for name in ("missing_way_out", "missing_reason")]  # one row has gone above them
    cells = {Cell("survey", row, "required"): "${tools} = ''" for row in asked}
    done = publish_now(centre, changed("kit", cells, without=(("survey", "cloth"),)))
    (fault,) = done.examined[0].refusals
    assert (fault.code, fault.fields["name"], fault.fields["needed_by"]) == (
        "forms.publish.field-needed",
        "cloth",
        "kit",
    )


@pytest.mark.parametrize(
    ("form", "choice", "reader"),
    [
        ("close", "taken_away", "gate signature-for-outcome"),
        ("analyse", "other", "comparison"),
        ("test", "fail", "gate"),
    ],
)
def test_a_choice_that_a_gate_or_the_comparison_names_cannot_go(
    centre: Database, changed: Changed, form: str, choice: str, reader: str
) -> None:
    done = publish_now(centre, changed(form, without=(("choices", choice),)))
    found = {(f.code.removesuffix("-anywhere"), str(f.fields["choice"])) for f in done.examined[0].refusals}
    assert found == {("forms.publish.choice-needed", choice)}
    assert any(str(f.fields["needed_by"]).startswith(reader) for f in done.examined[0].refusals)


@pytest.mark.req("CON-2")
def test_a_choice_that_no_fact_can_hold_is_refused(centre: Database, changed: Changed) -> None:
    row = row_of("call", "upset", "choices")
    done = publish_now(centre, changed("call", {Cell("choices", row, "name"): "furious"}))
    (fault,) = [f for f in done.examined[0].refusals if f.code == "forms.publish.choice-unknown"]
    assert (fault.fields["name"], fault.fields["choice"], fault.fields["needed_by"]) == (
        "outcome",
        "furious",
        "step call",
    )


def test_a_name_that_nobody_needs_may_go_with_a_warning(centre: Database, changed: Changed) -> None:
    done = publish_now(centre, changed("accept", without=(("survey", "remark"),)))
    assert (told(done), warned(done)) == ([], [("forms.publish.name-removed", "remark")])
    assert NEWER in versions(centre, "accept")


def test_nothing_of_a_call_is_published_when_one_workbook_is_refused(centre: Database, changed: Changed) -> None:
    good = changed("accept")
    done = publish_now(centre, good, changed("kit", without=(("survey", "floor_mat"),)))
    assert [done.state(entry) for entry in done.examined] == [State.PUBLISHABLE, State.REFUSED]
    assert NEWER not in versions(centre, "accept")


def test_one_call_cannot_publish_a_form_twice(centre: Database, changed: Changed) -> None:
    done = publish_now(centre, changed("kit"), changed("kit", file="copy.xlsx", version="2026112402"))
    assert told(done) == [("forms.publish.form-twice", "settings", 2, "form_id")]


def test_a_desk_that_was_quicker_is_not_overwritten(centre: Database, changed: Changed) -> None:
    theirs = changed("kit", {Cell("survey", 2, LABEL): "Theirs"})
    mine = changed("kit", {Cell("survey", 2, LABEL): "Mine"}, file="mine.xlsx")
    with centre.read() as connection:
        (checked,) = examine_all([mine], connection).examined
    assert checked.form is not None
    publish_now(centre, theirs)
    with centre.write() as connection, pytest.raises(Refused, match=r"forms\.publish\.version-taken"):
        store(connection, Feed(), checked.form, at=NOW, by="许婧")


@pytest.mark.req("PRO-2")
def test_a_start_of_the_centre_does_not_take_a_newer_version_back(
    centre: Database, published: Published, changed: Changed
) -> None:
    publish_now(centre, changed("kit"))
    with centre.write() as connection:
        feed = Feed()
        publish(connection, feed, published, NOW)
        feed.flush(connection)
        newest = read_versions(connection, "kit")[0]
        assert (newest.version, pin_for(connection, JobType.REPAIR).forms[KIT]) == (NEWER, newest.sha256)


@pytest.mark.expects_log("is published with other content: kept")
def test_a_form_of_the_program_that_the_desk_published_otherwise_stays_the_desks(
    database: Database, published: Published, changed: Changed
) -> None:
    publish_now(database, changed("kit", {Cell("survey", 2, LABEL): "Mat"}, version="2026112303"))
    with database.write() as connection:
        feed = Feed()
        publish(connection, feed, published, NOW)
        feed.flush(connection)
        (only,) = read_versions(connection, "kit")
    assert only.published_by == "许婧"


def test_every_shipped_form_holds_against_itself(centre: Database) -> None:
    paths = sorted((RESOURCES / "forms").glob("*.xlsx"))
    done = publish_now(centre, *paths)
    assert (told(done), warned(done), done.stored) == ([], [], frozenset())


PARTS = "name,label,maker\np1,Sensor,a\np2,Board,b\n"


def with_table(folder: Path, content: str | None, *, filter_: str = "maker = 'a'") -> Path:
    """A form that takes its choices from parts.csv beside it."""
    if content is not None:
        (folder / "parts.csv").write_text(content, encoding="utf-8")
    return workbook(folder, q("select_one_from_file parts.csv", "part", choice_filter=filter_), name="parts.xlsx")


def lists_sent(centre: Database) -> set[str]:
    with centre.read() as connection:
        changes = read_page(connection, [REFERENCE], {}, most=2000, most_bytes=10**8).changes
    return {change.key.partition("@")[0] for change in changes if change.kind is DocumentKind.CHOICE_LIST}


def test_the_choices_beside_a_workbook_are_published_with_it(centre: Database, tmp_path: Path) -> None:
    done = publish_now(centre, with_table(tmp_path, PARTS))
    assert told(done) == []
    assert lists_sent(centre) == {"parts"}


def test_faults_of_the_file_beside_a_workbook_are_named_by_its_rows(centre: Database, tmp_path: Path) -> None:
    done = publish_now(centre, with_table(tmp_path, PARTS + "p1,Again,c\n"))
    (fault,) = done.examined[0].faults
    assert (fault.code.rpartition(".")[0], fault.fields["file"], fault.fields["row"]) == ("forms.list", "parts.csv", 4)
    assert lists_sent(centre) == set()


def test_a_file_that_is_not_beside_its_workbook_is_named_at_the_question(centre: Database, tmp_path: Path) -> None:
    assert told(publish_now(centre, with_table(tmp_path, None))) == [
        ("forms.author.file-missing", "survey", 2, "type"),
    ]


def test_a_filter_by_a_column_that_the_file_lacks_is_named(centre: Database, tmp_path: Path) -> None:
    done = publish_now(centre, with_table(tmp_path, PARTS, filter_="makr = 'a'"))
    assert told(done) == [("forms.author.filter-column", "survey", 2, "choice_filter")]
    assert done.examined[0].faults[0].fields["meant"] == "maker"
