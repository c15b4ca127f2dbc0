from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.own_phrases import OwnPhrases
from tests.factories import make_order
from tests.fakes.memory_store import MemoryStore
from tests.fakes.tablet import Tablet

WORK = StepId("work")


class Visits(MemoryStore):
    """A store whose orders hold only what was written."""

    def __init__(self, tablet: Tablet, *texts: dict[str, str]) -> None:
        super().__init__(tablet.clock, tablet.store.device_id)
        self._orders = tuple(_order(number, answers) for number, answers in enumerate(texts))

    def orders(self) -> tuple[WorkOrder, ...]:
        return self._orders


def _order(number: int, answers: dict[str, str]) -> WorkOrder:
    order = make_order(id=OrderId(f"o-{number}"))
    return replace(order, visit=replace(order.visit, answers={WORK: answers}))


@pytest.mark.req("USE-1")
def test_what_was_written_twice_is_a_phrase_and_the_most_written_comes_first(tablet: Tablet) -> None:
    store = Visits(
        tablet,
        {"remark": "有积冰；线束完好"},
        {"remark": "线束完好"},
        {"remark": "有积冰；线束完好；门封老化"},
        {"plan": "换传感器"},
    )
    assert OwnPhrases(store)(WORK) == {"remark": ("线束完好", "有积冰")}
    assert OwnPhrases(store)(StepId("test")) == {}


def test_rows_of_a_repeat_learn_together(tablet: Tablet) -> None:
    store = Visits(tablet, {"spare[1]/what": "焊条", "spare[2]/what": "胶带"}, {"spare[3]/what": "焊条"})
    assert OwnPhrases(store)(WORK) == {"spare/what": ("焊条",)}


@pytest.mark.parametrize("text", ["", "16.2", "2026-11-23", "09:18", "ab" * 32 + ".jpg", "很长的一句话" * 5])
def test_numbers_times_files_and_whole_paragraphs_are_no_phrases(tablet: Tablet, text: str) -> None:
    assert OwnPhrases(Visits(tablet, {"a": text}, {"a": text}))(WORK) == {}


def test_no_more_than_three_are_offered(tablet: Tablet) -> None:
    texts = {"remark": "甲；乙；丙；丁"}
    assert OwnPhrases(Visits(tablet, texts, texts))(WORK) == {"remark": ("丁", "丙", "乙")}
