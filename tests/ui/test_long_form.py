"""A form that is longer than the screen: every question can be reached, filled in, and found when it is missing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from fieldapp.domain.ids import FormId, StepId
from fieldapp.forms.model import load_form
from tests.factories import ORDER_ID, save_answer
from tests.fakes.newer_form import Edit, newer
from tests.fakes.visit_answers import ANSWERS
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, screen

__all__ = ["screen"]

WORK = StepId("work")
FOOT = 88
EXTRA = tuple(f"extra_{number}" for number in range(1, 9))
TICKS = tuple(f"tick_{number}" for number in range(1, 9))
SIZES = pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])


def asking(names: tuple[str, ...], control: str) -> tuple[Edit, ...]:
    """Edits that add required questions at the end of the work form."""
    asked = "".join(f'<{control} ref="/data/{name}"><label>{name}</label></{control}>' for name in names)
    binds = "".join(f'<bind nodeset="/data/{name}" type="string" required="true()"/>' for name in names)
    return (
        Edit("<deiced/>", "<deiced/>" + "".join(f"<{name}/>" for name in names)),
        Edit('<bind nodeset="/data/power_off"', binds + '<bind nodeset="/data/power_off"'),
        Edit("</h:body>", asked + "</h:body>"),
    )


def at_work(screen: Screen, *edits: Edit) -> Screen:
    """Stand at the work step with all answers but those of what the edits add."""
    pinned = screen.device.order().pin.forms[FormId("work")]
    screen.device.forms.compiled[pinned] = load_form(newer(*edits).xform.encode())
    screen.device.complete("accept", "analyse", "call", "kit", "depart", "travel", "arrive", "diagnose")
    screen.device.do(*[save_answer("work", name, value) for name, value in ANSWERS["work"].items()])
    screen.open("visit", ORDER_ID)
    screen.device.screens.visit.openStep("work")
    screen.settle()
    return screen


def is_in_sight(screen: Screen, name: str) -> bool:
    """Whether the named item stands whole between the header and the bottom bar."""
    item = screen.find(name)
    step = screen.find("step")
    top, floor = step.mapToScene(QPointF(0, 0)).y(), step.mapToScene(QPointF(0, step.height())).y()
    begins = item.mapToScene(QPointF(0, 0)).y()
    return top <= begins and begins + item.height() <= floor + 0.5


def answer_here(screen: Screen, name: str, words: str) -> None:
    """Type into the question that has the keyboard."""
    field: QQuickItem = next(item for item in screen.below(f"question-{name}") if item.objectName() == "field")
    screen.until(lambda: bool(field.property("activeFocus")))
    for letter in words:
        QTest.keyClick(screen.main.window, letter)  # type: ignore[call-overload]
    screen.until(lambda: screen.device.order().visit.answer(WORK, name) == words)
    screen.settle()


@pytest.mark.req("SITE-3")
@SIZES
def test_show_what_is_open_leads_to_each_missing_text_until_the_step_is_complete(
    screen: Screen, size: tuple[int, int]
) -> None:
    screen.resize(size)
    at_work(screen, *asking(EXTRA, "input"))
    assert not is_in_sight(screen, f"question-{EXTRA[-1]}")
    for name in EXTRA:
        screen.tap("showOpen")
        screen.until(lambda: is_in_sight(screen, f"question-{name}"))  # noqa: B023
        answer_here(screen, name, "ok")
    primary = screen.find("primary")
    assert not primary.property("blocked")
    screen.tap("primary")
    assert screen.device.order().visit.is_done(WORK)


@SIZES
def test_a_missing_tick_further_down_is_brought_on_the_screen(screen: Screen, size: tuple[int, int]) -> None:
    screen.resize(size)
    at_work(screen, *asking(TICKS, "trigger"))
    for name in TICKS[:-1]:
        screen.device.screens.visit.form.answer(name, "OK")
    screen.settle()
    last = f"check-{TICKS[-1]}" if size == LANDSCAPE else f"question-{TICKS[-1]}"
    screen.tap("showOpen")
    screen.until(lambda: screen.has(last) and is_in_sight(screen, last))


def test_the_column_beside_the_work_scrolls_to_its_end_by_hand(screen: Screen) -> None:
    at_work(screen, *asking(EXTRA, "input"))
    column = screen.find("evidence")
    column.setProperty("contentY", column.property("contentHeight") - column.height())
    screen.settle()
    assert column.property("contentY") > 0
    assert is_in_sight(screen, f"question-{EXTRA[-1]}")


def at_step(screen: Screen, step: str, after: str, control: str, kind: str) -> Screen:
    """Stand at a step whose form asks for `after` and then for one more thing, which is required."""
    edits = (
        Edit(f"<{after}/>", f"<{after}/><more/>"),
        Edit("</h:body>", f'<{control} ref="/data/more"><label>更多</label></{control}></h:body>'),
        Edit(f'<bind nodeset="/data/{after}"', f'{more_bind(kind)}<bind nodeset="/data/{after}"'),
    )
    pinned = screen.device.order().pin.forms[FormId(step)]
    screen.device.forms.compiled[pinned] = load_form(newer(*edits, form=step).xform.encode())
    steps = ("accept", "analyse", "call", "kit")
    screen.device.complete(*steps[: steps.index(step)])
    screen.device.do(*[save_answer(step, name, value) for name, value in ANSWERS[step].items()])
    screen.open("visit", ORDER_ID)
    assert screen.device.screens.visit.current == step
    return screen


def more_bind(kind: str) -> str:
    return f'<bind nodeset="/data/more" type="{kind}" required="true()"/>'


@SIZES
@pytest.mark.parametrize(
    ("step", "after", "control", "kind"),
    [
        ("call", "remark", "input", "string"),
        ("call", "remark", "input", "int"),
        ("call", "remark", "trigger", "string"),
        ("kit", "note_card", "input", "string"),
        ("kit", "note_card", "input", "int"),
    ],
)
def test_whatever_an_author_adds_to_call_or_toolkit_can_be_reached(
    screen: Screen, size: tuple[int, int], step: str, after: str, control: str, kind: str
) -> None:
    screen.resize(size)
    at_step(screen, step, after, control, kind)
    assert screen.find("primary").property("blocked")
    if screen.has("showOpen"):
        screen.tap("showOpen")
    screen.until(lambda: ends_at(screen, "question-more") <= size[1] - FOOT)


def ends_at(screen: Screen, name: str) -> float:
    """Where the named item ends in the window; far below it while it is not shown."""
    if not screen.has(name):
        return float("inf")
    item = screen.find(name)
    return item.mapToScene(QPointF(0, item.height())).y()
