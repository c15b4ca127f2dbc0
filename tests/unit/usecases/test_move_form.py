"""Going on with another version of a form: one event, nothing lost, never on a visit or step that is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.events import Event
from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.domain.visit import KeptAnswer
from fieldapp.domain.work_order import HandBackReason, WorkOrder
from fieldapp.usecases.form_crossing import FormCrossing
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.move_form import MoveForm
from fieldapp.usecases.preview_form_move import FormMovePreview, PreviewFormMove, ToldAnswer
from fieldapp.usecases.save_answer import SaveAnswer
from fieldapp.wire.messages import DocumentKind, FormDocument
from tests.factories import ORDER_ID, complete_step, make_order, make_pin, repair_process
from tests.fakes.choice_lists import changes_of, choice_file
from tests.fakes.newer_form import WORK, Edit, newer, next_work
from tests.fakes.shipped import shipped_forms
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import REFERENCE, DeviceStore, opened, over_database, over_memory
from tests.fakes.visit_answers import ANSWERS

STEP = StepId("work")
BEGUN = shipped_forms()["work"].sha256
OLD = KeptAnswer(step=STEP, name="old_resistance", value="21.4", form_sha256=Sha256(BEGUN))


@dataclass(frozen=True)
class Desk:
    """A store with an order whose work has begun, and the newer version beside the older one."""

    store: DeviceStore

    @property
    def order(self) -> WorkOrder:
        return self.store.queries.order(ORDER_ID)

    @property
    def kinds(self) -> list[str]:
        return [row.kind for row in self.store.outbox.batch(1000, 10**9).events]

    def _crossing(self) -> FormCrossing:
        return FormCrossing(self.store.queries, FormShelf(self.store.queries), self.store.clock)

    def publish(self, form: FormDocument) -> None:
        self.store.give(DocumentKind.FORM, form.sha256, form, REFERENCE)

    def answer(self, **values: str) -> None:
        SaveAnswer(self.store.begin, self.store.clock)(ORDER_ID, STEP, values, self.order.pin.forms[WORK])

    def move(self, to: str, form: FormId = WORK) -> None:
        self.store.clock.pass_time(timedelta(minutes=1))
        mover = MoveForm(self.store.begin, self.store.clock, self.store.queries, self._crossing())
        mover(ORDER_ID, form, Sha256(to))

    def preview(self, to: str, language: str = "zh") -> FormMovePreview:
        return PreviewFormMove(self.store.queries, self._crossing())(ORDER_ID, WORK, Sha256(to), language)

    def do(self, *events: Event) -> None:
        self.store.do(*events)


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    clock = StoppedClock()
    if request.param == "memory":
        yield _begun(over_memory(clock))
    else:
        with opened(tmp_path, clock) as database:
            yield _begun(over_database(database, clock))


def _begun(store: DeviceStore) -> Desk:
    process = repair_process()
    store.give(DocumentKind.PROCESS, f"{process.id}@{process.version}", process, REFERENCE)
    shipped = shipped_forms()["work"]
    desk = Desk(store)
    desk.publish(
        FormDocument(form_id="work", version=shipped.version, sha256=shipped.sha256, xform=shipped.xform.decode())
    )
    desk.publish(next_work())
    pin = make_pin(process_version=process.version, forms={WORK: shipped.sha256})
    store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order(pin=pin))
    desk.answer(**ANSWERS["work"])
    return desk


@pytest.mark.req("PRO-2")
def test_a_preview_says_what_changes_and_what_becomes_of_the_answers_and_writes_nothing(desk: Desk) -> None:
    before, kinds = desk.order, desk.kinds
    seen = desk.preview(next_work().sha256)

    assert [(change.kind.value, change.label, *change.details) for change in seen.differences] == [
        ("added", "查漏"),
        ("removed", "旧件 0 ℃ 阻值"),
        ("required", "拆蒸发器盖"),
        ("renamed", "新件冰水阻值 (kΩ)", "新件 0 ℃ 阻值 (kΩ)"),
    ]
    assert (seen.kept, seen.reworded) == (len(ANSWERS["work"]) - 1, 1)
    assert seen.dropped == (ToldAnswer(question="旧件 0 ℃ 阻值", answer="21.4 kΩ"),)
    assert (seen.from_version, seen.to_version) == (shipped_forms()["work"].version, "2026120100")
    assert (desk.order, desk.kinds) == (before, kinds)


def test_a_preview_speaks_the_language_that_is_asked_for(desk: Desk) -> None:
    seen = desk.preview(next_work().sha256, "en")
    assert seen.dropped == (ToldAnswer(question="Old part at 0 ℃", answer="21.4 kΩ"),)


@pytest.mark.req("PRO-2")
def test_a_move_is_one_event_that_pins_the_version_and_sets_aside_what_has_no_place(desk: Desk) -> None:
    before, kinds = desk.order, desk.kinds
    desk.move(next_work().sha256)
    after = desk.order

    assert desk.kinds == [*kinds, "form.moved"]
    assert after.pin.forms == {WORK: next_work().sha256}
    assert after.pin.process_version == before.pin.process_version
    assert after.visit.answers[STEP] == {
        name: value for name, value in before.visit.answers[STEP].items() if name != "old_resistance"
    }
    assert after.visit.attic == (OLD,)


@pytest.mark.req("PRO-2")
def test_a_move_back_brings_every_answer_back_and_keeps_those_given_meanwhile(desk: Desk) -> None:
    before = desk.order
    desk.move(next_work().sha256)
    desk.answer(remark="换了密封条", leak_checked="OK")
    assert desk.preview(BEGUN).restored == (ToldAnswer(question="旧件 0 ℃ 阻值", answer="21.4 kΩ"),)
    assert desk.preview(BEGUN).dropped == (ToldAnswer(question="查漏", answer="✓"),)
    desk.move(BEGUN)

    after = desk.order
    assert after.pin == before.pin
    assert after.visit.answers[STEP] == {**before.visit.answers[STEP], "remark": "换了密封条"}
    assert [(kept.name, kept.form_sha256) for kept in after.visit.attic] == [("leak_checked", next_work().sha256)]
    desk.move(next_work().sha256)
    assert desk.order.visit.answers[STEP]["leak_checked"] == "OK"
    assert desk.order.visit.attic == (OLD,)


@pytest.mark.req("PRO-2")
def test_an_answer_comes_back_with_a_third_version_that_asks_the_question_again(desk: Desk) -> None:
    desk.move(next_work().sha256)
    third = newer(version="2027010100")
    desk.publish(third)
    desk.move(third.sha256)
    assert (desk.order.visit.answer(STEP, "old_resistance"), desk.order.visit.attic) == ("21.4", ())


def test_a_second_press_moves_nothing(desk: Desk) -> None:
    desk.move(next_work().sha256)
    moved, kinds = desk.order, desk.kinds
    desk.move(next_work().sha256)
    assert (desk.order, desk.kinds) == (moved, kinds)


@pytest.mark.req("PRO-2")
@pytest.mark.parametrize("target", ["ab" * 32, "", "of-another-form"])
def test_a_move_to_a_version_that_is_not_here_is_refused_and_changes_nothing(desk: Desk, target: str) -> None:
    if target == "of-another-form":
        other = newer(form="kit")
        desk.publish(other)
        target = other.sha256
    before, kinds = desk.order, desk.kinds
    with pytest.raises(NotFound, match=r"form\.version-unknown"):
        desk.move(target)
    with pytest.raises(NotFound, match=r"form\.version-unknown"):
        desk.preview(target)
    assert (desk.order, desk.kinds) == (before, kinds)


def test_a_move_of_a_form_that_the_order_does_not_have_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound, match=r"form\.unknown"):
        desk.move(next_work().sha256, FormId("unheard-of"))


@pytest.mark.req("PRO-2")
def test_a_completed_step_keeps_its_version_until_it_is_opened_again(desk: Desk) -> None:
    desk.do(complete_step("work"))
    before, kinds = desk.order, desk.kinds
    with pytest.raises(Refused, match=r"form\.step-over"):
        desk.move(next_work().sha256)
    assert (desk.order, desk.kinds) == (before, kinds)


@pytest.mark.req("PRO-2")
def test_a_visit_that_is_over_keeps_its_versions(desk: Desk) -> None:
    HandBackOrder(desk.store.begin, desk.store.clock)(ORDER_ID, HandBackReason.TIME)
    before, kinds = desk.order, desk.kinds
    with pytest.raises(Refused, match=r"order\.not-open"):
        desk.move(next_work().sha256)
    assert (desk.order, desk.kinds) == (before, kinds)


WITH_SPARE = newer(
    Edit("<old_resistance/>", "<old_resistance/><spare/>"),
    Edit(
        '<bind nodeset="/data/old_resistance"',
        '<instance id="parts" src="jr://file-csv/parts.csv"/><bind nodeset="/data/spare" type="string"/>'
        '<bind nodeset="/data/old_resistance"',
    ),
    Edit(
        '<input ref="/data/old_resistance">',
        """<select1 ref="/data/spare"><label>备件</label><itemset nodeset="instance('parts')/root/item">"""
        '<value ref="name"/><label ref="label"/></itemset></select1><input ref="/data/old_resistance">',
    ),
    version="2026112901",
)


def test_an_answer_out_of_a_long_list_is_told_by_its_label(desk: Desk) -> None:
    desk.publish(WITH_SPARE)
    parts = choice_file("parts", ("name", "label"), ("P-00042", "温度传感器 00042"))
    desk.store.pull(*changes_of(desk.store, parts))
    desk.move(WITH_SPARE.sha256)
    desk.answer(spare="P-00042")

    seen = desk.preview(next_work().sha256)

    assert ToldAnswer(question="备件", answer="温度传感器 00042") in seen.dropped
