"""A record says answers of long lists in words, without the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.list_rows import ListRows, rows_that_hold
from fieldapp.centre.vocabulary import Vocabulary, read_vocabulary
from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.wire.messages import DocumentKind, FormDocument
from fieldapp.workflow.apply import apply
from tests.factories import NOW, make_order, make_pin, move_form, repair_process, save_answer
from tests.unit.centre.test_choice_lists import publish
from tests.unit.forms.test_outside import PARTS, select
from tests.unit.forms.xforms import xform

WORK = StepId("work")


@pytest.fixture
def rows(database: Database, tmp_path: Path) -> ListRows:
    """What is known of two answers, one of them in no list, after a second version was published."""
    path = tmp_path / "parts.csv"
    for word in ("旧件", "件"):
        lines = ["name,label,model", *(f"P-{number},{word} {number},CF-{number % 2}" for number in range(1_200))]
        path.write_text("\n".join(lines), encoding="utf-8")
        publish(database, path)
    with database.read() as connection:
        return rows_that_hold(connection, ["parts", "customers"], {"P-1101", "P-9999", ""})


def test_only_rows_that_an_answer_names_are_read_and_only_of_the_version_in_use(rows: ListRows) -> None:
    assert rows.lists == {"parts": [{"name": "P-1101", "label": "件 1101", "model": "CF-1"}]}
    assert [rows.has(name) for name in ("parts", "customers")] == [True, False]


def test_they_are_found_as_in_any_list(rows: ListRows) -> None:
    assert [row["label"] for row in rows.rows("parts", {"model": "CF-1"}, matching="1101")] == ["件 1101"]
    assert rows.rows("parts", {"model": "CF-1"}, skip=1) == rows.rows("parts", {}, matching="旧件") == ()
    assert (rows.count("parts", {"name": "P-1101"}), rows.count("parts", {"name": "P-1"})) == (1, 0)


@pytest.mark.parametrize(
    ("answer", "said"), [("P-1101", "件 1101"), ("P-9999", "P-9999"), ("P-9999 P-1101", "P-9999·件 1101")]
)
def test_a_record_says_the_label_and_keeps_an_answer_that_the_list_lacks(
    rows: ListRows, answer: str, said: str
) -> None:
    body = select(kind="select").replace('<select ref="/data/part">', '<select ref="/data/part"><label>备件</label>')
    form = xform("<model/><part/>", body=body, model=PARTS)
    vocabulary = Vocabulary(None, {WORK: form}, {}, lambda: NOW, rows)

    assert vocabulary.answers(WORK, {"part": answer}, "zh") == [("备件", said)]


@pytest.mark.parametrize(("answer", "said"), [("P-1101", "件 1101"), ("P-9999", "P-9999")])
def test_an_answer_that_was_set_aside_is_said_by_its_label_too(
    database: Database, rows: ListRows, answer: str, said: str
) -> None:
    form = xform("<model/><part/>", body=select(), model=PARTS)
    begun = FormDocument(form_id="work", version="1", sha256=Sha256("a" * 64), xform=form.decode())
    process = repair_process()
    order = make_order(pin=make_pin(process_version=process.version, forms={FormId("work"): begun.sha256}))
    order = apply(order, save_answer("work", "part", answer))
    order = apply(order, move_form("work", dropped=("part",), between=(begun.sha256, Sha256("b" * 64))))
    with database.write() as connection:
        feed = Feed()
        feed.put(REFERENCE, DocumentKind.FORM, begun.sha256, begun)
        feed.flush(connection)
    with database.read() as connection:
        vocabulary = read_vocabulary(connection, order, lambda: NOW)

    [kept] = order.visit.attic

    assert vocabulary.set_aside(kept, "zh")[1] == said
