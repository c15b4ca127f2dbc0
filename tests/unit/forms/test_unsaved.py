from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.forms.questions import ChangeSet
from fieldapp.forms.session import FormSession
from tests.unit.forms.xforms import form, session

PARTS = form(
    "<mode>all</mode><wanted/>"
    "<part jr:template=''><name/><unit>pcs</unit><place/><batch jr:template=''><lot/></batch></part>"
    "<row><note/></row><total/>",
    """<bind nodeset="/data/part/name" relevant="/data/mode = 'all'"/>
       <bind nodeset="/data/part/place" calculate="position(..)"/>
       <bind nodeset="/data/total" calculate="count(/data/part)"/>""",
    """<input ref="/data/mode"/><input ref="/data/wanted"/>
       <repeat nodeset="/data/part"><input ref="/data/part/name"/><input ref="/data/part/unit"/>
       <repeat nodeset="/data/part/batch"><input ref="/data/part/batch/lot"/></repeat></repeat>
       <repeat nodeset="/data/row" jr:count="/data/wanted"><input ref="/data/row/note"/></repeat>""",
)

Step = tuple[str, int, int, str]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "remove", "add batch", "remove batch", "name", "unit", "lot", "mode", "wanted", "note"]
        ),
        st.integers(1, 4),
        st.integers(1, 3),
        st.sampled_from(["", "all", "none", "1", "3"]),
    ),
    max_size=14,
)


def take(filling: FormSession, step: Step) -> ChangeSet | None:
    """Do a step where its row is there."""
    what, row, batch, text = step
    part, row_path = f"/data/part[{row}]", f"/data/row[{row}]/note"
    rows = {path for repeat in filling.repeats() for path in repeat.instances}
    if what == "add":
        return filling.add_repeat("/data/part")
    if what in ("mode", "wanted"):
        return filling.set(f"/data/{what}", text)
    if what == "note":
        return filling.set(row_path, text) if f"/data/row[{row}]" in rows else None
    if part not in rows:
        return None
    if what == "remove":
        return filling.remove_repeat(part)
    if what == "add batch":
        return filling.add_repeat(f"{part}/batch")
    if what in ("remove batch", "lot"):
        if f"{part}/batch[{batch}]" not in rows:
            return None
        if what == "lot":
            return filling.set(f"{part}/batch[{batch}]/lot", text)
        return filling.remove_repeat(f"{part}/batch[{batch}]")
    return filling.set(f"{part}/{what}", text)


@given(STEPS)
def test_what_the_change_sets_give_to_store_is_the_whole_form_after_every_step(steps: list[Step]) -> None:
    filling = session(PARTS)
    stored: dict[str, str] = {}
    for step in [("mode", 1, 1, "all"), ("mode", 1, 1, "none"), *steps]:
        changes = take(filling, step)
        if changes is not None:
            stored |= changes.answers

        assert {address: text for address, text in stored.items() if text} == {
            address: text for address, text in filling.answers().items() if text
        }
        reopened = session(PARTS, stored) if stored else session(PARTS)
        assert [field for field in reopened.fields() if "meta" not in field.path] == [
            field for field in filling.fields() if "meta" not in field.path
        ]


def test_an_answer_gives_only_what_it_changed_to_store() -> None:
    filling = session(PARTS)
    filling.add_repeat("/data/part")

    assert filling.set("/data/part[1]/name", "p1").answers == {"/data/part[1]/name": "p1"}
    assert filling.set("/data/part[1]/name", "p1").answers == {}
    assert filling.set("/data/part[1]/unit", "").answers == {"/data/part[1]/unit": ""}


def test_the_first_change_also_gives_what_opening_gave() -> None:
    filling = session(PARTS)

    assert filling.set("/data/wanted", "1").answers == {
        "/data/mode": "all",
        "/data/part": "0",
        "/data/row": "1",
        "/data/total": "0",
        "/data/wanted": "1",
    }


def test_a_row_that_goes_moves_the_answers_behind_it() -> None:
    filling = session(PARTS)
    for number in (1, 2, 3):
        filling.add_repeat("/data/part")
        filling.set(f"/data/part[{number}]/name", f"p{number}")

    answers = filling.remove_repeat("/data/part[2]").answers

    assert answers["/data/part"] == "2"
    assert answers["/data/part[2]/name"] == "p3"
    assert answers["/data/part[3]/name"] == ""
    assert not any(address.startswith("/data/part[1]") for address in answers)


def test_a_cleared_default_stays_cleared_when_the_form_is_opened_again() -> None:
    filling = session(PARTS)
    stored = dict(filling.set("/data/mode", "").answers)

    assert session(PARTS, stored).answers()["/data/mode"] == ""
