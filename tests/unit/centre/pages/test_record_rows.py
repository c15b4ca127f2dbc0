"""What the record says of a form that went on to another version: both versions, and each answer set aside."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from fieldapp.centre.archive import OrderRecord
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.pages.record_rows import Row, Words, attic_rows, move_rows
from fieldapp.centre.pages.rendering import Pages
from fieldapp.centre.record_print import lines
from fieldapp.centre.settings import CentreSettings
from fieldapp.centre.vocabulary import Vocabulary, read_vocabulary
from fieldapp.domain.ids import FormId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.messages import DocumentKind, FormDocument
from fieldapp.workflow.apply import apply
from tests.factories import NOW, local, make_order, make_pin, move_form, repair_process, save_answer
from tests.fakes.newer_form import next_work
from tests.fakes.shipped import shipped_forms, shipped_words

BEGUN = shipped_forms()["work"]


def words(language: str) -> Words:
    return Words(shipped_words(), language, ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def order() -> WorkOrder:
    order = make_order(pin=make_pin(process_version=repair_process().version, forms={FormId("work"): BEGUN.sha256}))
    move = move_form(
        "work", dropped=("old_resistance", "deiced"), between=(BEGUN.sha256, next_work().sha256), at=local("10:12")
    )
    for event in (
        save_answer("work", "old_resistance", "21.4"),
        save_answer("work", "deiced", "OK"),
        save_answer("work", "new_resistance", "16.2"),
        move,
    ):
        order = apply(order, event)
    return order


@pytest.fixture
def vocabulary(database: Database, order: WorkOrder) -> Vocabulary:
    """What is read at a centre that published the process and both versions of the form."""
    process, feed = repair_process(), Feed()
    begun = FormDocument(form_id="work", version=BEGUN.version, sha256=BEGUN.sha256, xform=BEGUN.xform.decode())
    with database.write() as connection:
        feed.put(REFERENCE, DocumentKind.PROCESS, f"{process.id}@{process.version}", process)
        for form in (begun, next_work()):
            feed.put(REFERENCE, DocumentKind.FORM, form.sha256, form)
        feed.flush(connection)
    with database.read() as connection:
        return read_vocabulary(connection, order, lambda: NOW)


@pytest.mark.req("PRO-2")
def test_answers_set_aside_are_told_in_the_words_of_the_version_they_were_given_in(
    order: WorkOrder, vocabulary: Vocabulary
) -> None:
    assert attic_rows(order, vocabulary, words("zh")) == [
        Row("", "旧件 0 ℃ 阻值", "维修，检查表 2026112302 版", figure="21.4 kΩ"),
        Row("", "除冰", "维修，检查表 2026112302 版", figure="✓"),
    ]
    assert attic_rows(order, vocabulary, words("en"))[0].title == "Old part at 0 ℃"


@pytest.mark.req("PRO-2")
def test_a_move_is_told_with_its_time_and_both_versions(order: WorkOrder, vocabulary: Vocabulary) -> None:
    assert move_rows(order, vocabulary, words("zh")) == [Row("10:12", "维修", "2026112302 → 2026120100")]


def test_a_version_that_was_never_published_here_is_told_by_its_plain_names(order: WorkOrder) -> None:
    empty = Vocabulary(None, {}, {}, lambda: NOW)
    [row, _] = attic_rows(order, empty, words("zh"))
    assert (row.title, row.figure) == ("old_resistance", "21.4")
    [move] = move_rows(order, empty, words("zh"))
    assert (move.title, move.detail) == ("work", f"{BEGUN.sha256[:8]} → {next_work().sha256[:8]}")


@pytest.mark.req("PRO-2")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_and_print_show_attic_and_moves_in_both_languages(
    order: WorkOrder, vocabulary: Vocabulary, settings: CentreSettings, language: str
) -> None:
    record = OrderRecord(order=order, events=(), movements=(), documents=())
    spoken = words(language)
    page = Pages.load(settings).order(record, vocabulary, language)
    printed = "\n".join(lines(record, vocabulary, spoken))
    for text in (spoken.text("attic"), spoken.text("form-moves"), "21.4 kΩ", "2026112302 → 2026120100"):
        assert text in page
        assert text in printed


def test_an_order_whose_forms_never_moved_has_no_such_sections(
    vocabulary: Vocabulary, settings: CentreSettings
) -> None:
    record = OrderRecord(order=make_order(), events=(), movements=(), documents=())
    page = Pages.load(settings).order(record, vocabulary, "zh")
    assert words("zh").text("attic") not in page
    assert words("zh").text("form-moves") not in page
