from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.centre.choice_lists import pieces_of
from fieldapp.domain.errors import FieldappError, StoreFull
from fieldapp.domain.ids import FormId, OrderId, Sha256, StepId
from fieldapp.forms.model import load_form
from fieldapp.ui.bus import REFERENCE, Changed
from fieldapp.ui.viewmodels.visit import VisitViewModel
from fieldapp.usecases.save_answer import NewFile
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID
from tests.fakes.choice_lists import choice_file, version_of
from tests.fakes.memory_store import MemoryUnitOfWork
from tests.fakes.newer_form import Edit, newer
from tests.ui.stage import Device
from tests.unit.ui.viewmodels.test_rows import told_by

ACCEPT = StepId("accept")
DERIVED = newer(
    Edit('id="accept" version="2026120100">', 'id="accept" version="2026120100"><hours/><pay/><why/>'),
    Edit(
        "</instance>",
        "</instance>"
        '<bind nodeset="/data/hours" type="int"/><bind nodeset="/data/pay" type="int" calculate="/data/hours * 120"/>'
        '<bind nodeset="/data/why" relevant="/data/hours &gt; 8"/>',
    ),
    Edit(
        "<h:body>",
        '<h:body><input ref="/data/hours"><label>工时</label></input><input ref="/data/pay"><label>工费</label></input>'
        '<input ref="/data/why"><label>原因</label></input>',
    ),
    form="accept",
)


def filling_of(device: Device) -> VisitViewModel:
    """A visit at its first step, whose form works one answer out from another and asks a third because of it."""
    pinned = device.order().pin.forms[next(form for form in device.order().pin.forms if form == "accept")]
    device.forms.compiled[pinned] = load_form(DERIVED.xform.encode())
    device.navigator.open("visit", ORDER_ID)
    device.settle()
    return device.screens.visit


def test_an_answer_touches_its_own_row_and_those_that_follow_from_it(device: Device) -> None:
    visit = filling_of(device)
    visit.form.answer("hours", "1")
    device.settle()
    told = told_by(visit.form.questions)

    visit.form.answer("hours", "2")
    device.settle()

    assert {row for row, _roles in told} == {visit.form.questions.find("hours"), visit.form.questions.find("pay")}
    assert visit.form.value("pay") == "240"


def test_a_question_that_comes_takes_its_place_and_leaves_the_others_alone(device: Device) -> None:
    visit = filling_of(device)
    told = told_by(visit.form.questions)

    visit.form.answer("hours", "9")
    device.settle()

    assert (-1, []) not in told
    assert visit.form.questions.find("why") >= 0


def test_what_follows_from_an_answer_is_stored_with_it_and_taken_back_with_it(device: Device) -> None:
    visit = filling_of(device)
    visit.form.answer("hours", "2")
    device.settle()
    assert device.order().visit.answer(ACCEPT, "pay") == "240"

    visit.form.answer("hours", "3")
    device.settle()
    visit.form.undo.undo()
    device.settle()

    assert device.order().visit.answer(ACCEPT, "hours") == "2"
    assert device.order().visit.answer(ACCEPT, "pay") == "240"
    assert visit.form.value("pay") == "240"


def test_an_answer_that_its_type_does_not_hold_changes_nothing(device: Device) -> None:
    visit = filling_of(device)
    visit.form.answer("hours", "2")
    device.settle()

    visit.form.answer("hours", "2.0")
    device.settle()

    assert visit.form.value("hours") == "2"
    assert device.order().visit.answer(ACCEPT, "hours") == "2"


def test_an_answer_that_no_form_can_hold_is_told_and_the_one_before_stands(device: Device) -> None:
    visit = filling_of(device)
    visit.form.answer("hours", "2")
    device.settle()

    told: list[FieldappError] = []
    device.background.failed.connect(told.append)
    visit.form.answer("hours", "2\x00")
    device.settle()

    assert told
    assert told[-1].code == "forms.answer.characters"
    assert visit.form.value("hours") == "2"


LONG = newer(
    Edit('id="accept" version="2026120100">', 'id="accept" version="2026120100"><part/>'),
    Edit("</instance>", '</instance><instance id="parts" src="jr://file-csv/parts.csv"/>'),
    Edit(
        "<h:body>",
        """<h:body><select1 ref="/data/part"><label>备件</label><itemset nodeset="instance('parts')/root/item">
        <value ref="name"/><label ref="label"/></itemset></select1>""",
    ),
    form="accept",
)


def with_parts(device: Device, count: int) -> VisitViewModel:
    """A visit at a step that asks for a part of a list of so many."""
    if count:
        parts = choice_file("parts", ("name", "label"), *((f"P-{n}", f"件 {n}") for n in range(count)))
        for piece in pieces_of(parts, version_of(parts)):
            device.store.state.documents[(DocumentKind.CHOICE_LIST, str(piece.piece), piece.sha256)] = piece
    device.forms.compiled[device.order().pin.forms["accept"]] = load_form(LONG.xform.encode())
    device.navigator.open("visit", ORDER_ID)
    device.settle()
    return device.screens.visit


def offered(visit: VisitViewModel) -> list[str]:
    return [choice["value"] for choice in visit.form.questions.row("part").choices]


def test_a_search_shows_what_it_finds_of_a_long_list_and_keeps_what_is_chosen_in_sight(device: Device) -> None:
    visit = with_parts(device, 600)
    assert (len(offered(visit)), visit.form.questions.row("part").longList) == (50, 600)

    visit.form.search("part", "p-59")
    assert offered(visit) == ["P-59", *(f"P-{n}" for n in range(590, 600))]
    assert told_hits(visit) == ("p-59", 11, False)
    visit.form.answer("part", "P-595")
    device.settle()
    assert visit.form.value("part") == "P-595"
    visit.form.search("part", "件 7")
    assert offered(visit)[:3] == ["P-595", "P-7", "P-17"]
    visit.form.search("part", "件")
    assert told_hits(visit) == ("件", 50, True)
    assert offered(visit)[0] == "P-595"


def test_a_choice_ends_the_search_and_stands_before_the_first_choices(device: Device) -> None:
    visit = with_parts(device, 600)
    visit.form.search("part", "p-3")
    visit.form.answer("part", "P-30")
    device.settle()
    assert told_hits(visit) == ("", 0, False)
    assert offered(visit)[:3] == ["P-30", "P-0", "P-1"]
    visit.form.answer("part", "P-595")
    device.settle()
    assert offered(visit)[:3] == ["P-595", "P-0", "P-1"]


def test_a_search_without_a_hit_says_so_and_keeps_the_list(device: Device) -> None:
    visit = with_parts(device, 600)
    visit.form.search("part", "nothing like it")
    assert (offered(visit), told_hits(visit)) == ([], ("nothing like it", 0, False))
    assert visit.form.questions.row("part").longList == 600
    visit.form.search("part", "")
    assert len(offered(visit)) == 50


def test_the_value_stands_beside_a_label_of_a_long_list_that_does_not_hold_it(device: Device) -> None:
    visit = with_parts(device, 600)
    assert visit.form.questions.row("part").choices[0] == {"value": "P-0", "label": "件 0", "hint": "P-0", "icon": ""}


def test_the_value_of_a_list_that_is_shown_whole_stays_unsaid(device: Device) -> None:
    visit = with_parts(device, 3)
    assert visit.form.questions.row("part").choices[0]["hint"] == ""


def told_hits(visit: VisitViewModel) -> tuple[str, int, bool]:
    row = visit.form.questions.row("part")
    return row.searched, row.hits, row.moreHits


def test_a_question_whose_list_is_missing_says_so_and_has_it_once_it_came(device: Device) -> None:
    visit = with_parts(device, 0)
    hint = visit.form.questions.row("part").hint
    assert ("parts" in hint, offered(visit)) == (True, [])

    with_parts(device, 3)
    device.stage.bus.publish(Changed(frozenset({REFERENCE}), frozenset()))
    device.settle()

    assert offered(visit) == ["P-0", "P-1", "P-2"]
    assert visit.form.questions.row("part").hint == ""
    assert visit.form.questions.row("part").longList == 0


SETTING = newer(
    Edit(
        'id="accept" version="2026120100">',
        'id="accept" version="2026120100"><hours>5</hours><why/><stamp/><closed/>',
    ),
    Edit(
        "</instance>",
        "</instance>"
        '<bind nodeset="/data/hours" type="int"/><bind nodeset="/data/closed" readonly=". != \'\'"/>'
        '<setvalue event="odk-instance-first-load" ref="/data/stamp" value="\'begun\'"/>',
    ),
    Edit(
        "<h:body>",
        '<h:body><input ref="/data/hours"><label>工时</label>'
        '<setvalue event="xforms-value-changed" ref="/data/why" value="\'\'"/></input>'
        '<input ref="/data/why"><label>原因</label></input><input ref="/data/closed"><label>封存</label></input>',
    ),
    form="accept",
)


def setting_of(device: Device) -> VisitViewModel:
    """A visit whose form has a default, a first-load action, an action and a question that closes itself."""
    device.forms.compiled[device.order().pin.forms[FormId("accept")]] = load_form(SETTING.xform.encode())
    device.navigator.open("visit", ORDER_ID)
    device.settle()
    return device.screens.visit


def test_undo_gives_back_a_default_and_what_an_action_took(device: Device) -> None:
    visit = setting_of(device)
    visit.form.answer("why", "because")
    device.settle()
    visit.form.answer("hours", "7")
    device.settle()
    assert (visit.form.value("hours"), visit.form.value("why")) == ("7", "")

    visit.form.undo.undo()
    device.settle()

    assert (visit.form.value("hours"), visit.form.value("why")) == ("5", "because")
    assert device.order().visit.answer(ACCEPT, "hours") == "5"
    assert device.order().visit.answer(ACCEPT, "why") == "because"


def test_a_refused_first_save_loses_nothing_that_opening_gave(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = setting_of(device)
    with monkeypatch.context() as patch:
        patch.setattr(type(device.store), "begin", full)
        visit.form.answer("why", "a")
        device.settle()
    assert device.order().visit.answers.get(ACCEPT, {}) == {}
    assert visit.form.value("why") == ""

    visit.form.answer("why", "b")
    device.settle()

    assert device.order().visit.answer(ACCEPT, "why") == "b"
    assert device.order().visit.answer(ACCEPT, "stamp") == "begun"
    assert device.order().visit.answer(ACCEPT, "hours") == "5"


def test_a_refused_answer_that_closed_its_question_is_told_and_gone(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = setting_of(device)
    told: list[FieldappError] = []
    device.background.failed.connect(told.append)
    with monkeypatch.context() as patch:
        patch.setattr(type(device.store), "begin", full)
        visit.form.answer("closed", "x")
        visit.form.answer("why", "after it")
        device.settle()

    assert {error.code for error in told} == {"store.full"}
    assert (visit.form.value("closed"), visit.form.value("why")) == ("", "")
    visit.form.answer("closed", "y")
    device.settle()
    assert device.order().visit.answer(ACCEPT, "closed") == "y"
    assert device.order().visit.answer(ACCEPT, "why") == ""


def full(_store: object) -> None:
    raise StoreFull("store.full")


@pytest.mark.req("USE-1")
def test_a_middling_list_of_the_store_is_found_by_pinyin_too(device: Device) -> None:
    parts = choice_file("parts", ("name", "label"), *((f"P-{n}", f"风机 {n}") for n in range(120)), ("P-X", "压缩机"))
    for piece in pieces_of(parts, version_of(parts)):
        device.store.state.documents[(DocumentKind.CHOICE_LIST, str(piece.piece), piece.sha256)] = piece
    visit = with_parts(device, 0)
    visit.form.search("part", "ysj")
    device.settle()
    assert offered(visit) == ["P-X"]
    visit.form.search("part", "fengji")
    device.settle()
    row = visit.form.questions.row("part")
    assert (len(row.choices), row.hits, row.moreHits, row.longList) == (50, 50, True, 121)


@pytest.mark.req("USE-1")
def test_what_was_often_written_before_is_offered_beside_the_author_s_phrases(device: Device) -> None:
    earlier = [replace(device.order(), id=OrderId(f"before-{n}"), number=f"B-{n}") for n in range(2)]
    for order in earlier:
        visited = replace(order.visit, answers={ACCEPT: {"remark": "先打电话"}})
        device.store.state.current[order.id] = replace(order, visit=visited)
    visit = filling_of(device)
    device.settle()
    assert visit.form.questions.row("remark").phrases[-1] == "先打电话"


def test_a_photo_that_has_no_room_leaves_the_answer_before_it(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = filling_of(device)
    visit.form.answer("hours", "2")
    device.settle()

    def full(_work: MemoryUnitOfWork, _media_type: str, _content: bytes) -> Sha256:
        raise StoreFull("store.no-room-for-files")

    monkeypatch.setattr(MemoryUnitOfWork, "put_blob", full)
    told: list[FieldappError] = []
    device.background.failed.connect(told.append)
    photo = NewFile("image/jpeg", b"photo")
    visit.form._picture_made("why", f"{photo.sha256}.jpg", photo)
    device.settle()
    assert [error.code for error in told] == ["store.no-room-for-files"]
    assert device.order().visit.answers[ACCEPT] == {"hours": "2", "pay": "240"}
    assert visit.form.value("hours") == "2"
