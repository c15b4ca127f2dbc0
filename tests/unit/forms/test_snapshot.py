from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.errors import FormError
from fieldapp.forms import snapshot
from fieldapp.forms.compile import CompiledForm
from fieldapp.forms.model import FormDefinition, load_form
from fieldapp.forms.snapshot import freeze, thaw
from tests.conformance.xforms import DATA
from tests.unit.forms.xforms import form, session

PARTS = form(
    "<mode/><part jr:template=''><name/><cost/></part><total/>",
    """<bind nodeset="/data/part" relevant="/data/mode = 'all'"/>
       <bind nodeset="/data/part/cost" type="decimal" constraint=". &gt; 0" jr:constraintMsg="jr:itext('low')"/>
       <bind nodeset="/data/total" calculate="sum(/data/part/cost)"/>""",
    """<input ref="/data/mode"><label>模式 <output value="/data/total"/></label></input>
       <repeat nodeset="/data/part"><select1 ref="/data/part/name"><label>件</label>
       <itemset nodeset="instance('parts')/root/item[mode = current()/../../mode]">
       <value ref="name"/><label ref="label"/></itemset></select1><input ref="/data/part/cost"/></repeat>""",
    model="""<instance id="parts"><root><item><name>p1</name><label>One</label><mode>all</mode></item></root></instance>
       <setvalue event="odk-instance-first-load" ref="/data/mode" value="'all'"/>""",
    texts="""<translation lang="中文 (zh)"><text id="low"><value>太小</value></text></translation>""",
)


def reopened(definition: FormDefinition) -> FormDefinition:
    found = thaw(freeze(definition))
    assert found is not None
    return found


def test_a_kept_form_gives_the_same_changes_as_the_one_that_was_read() -> None:
    read, kept = session(PARTS), session(reopened(PARTS))
    for filling in (read, kept):
        filling.add_repeat("/data/part")
    for path, value in (("/data/part[1]/name", "p1"), ("/data/part[1]/cost", "-2"), ("/data/mode", "none")):
        assert kept.set(path, value) == read.set(path, value)
        assert kept.fields() == read.fields()
        assert kept.questions() == read.questions()
        assert kept.problems() == read.problems()


def test_every_form_we_ship_is_the_same_after_it_was_kept(shipped: dict[str, CompiledForm]) -> None:
    for compiled in shipped.values():
        definition = load_form(compiled.xform)
        kept = reopened(definition)
        assert (kept.form_id, kept.version, kept.title) == (definition.form_id, definition.version, definition.title)
        for language in ("zh", "en"):
            ours, theirs = session(kept, language=language), session(definition, language=language)
            assert ours.questions() == theirs.questions()
            assert ours.repeats() == theirs.repeats()


def test_every_form_of_the_recorded_scenarios_is_the_same_after_it_was_kept() -> None:
    scenarios = json.loads(gzip.decompress((DATA / "scenarios.json.gz").read_bytes()))
    steps = (step["op"] for scenario in scenarios for step in scenario["steps"])
    compared = 0
    for xform in {details[1] for details in steps if details[0] == "init"}:
        try:
            definition = load_form(xform.encode())
        except FormError:
            continue  # what cannot be loaded is not kept
        assert session(reopened(definition)).fields() == session(definition).fields()
        compared += 1
    assert compared > 200


@given(st.data())
def test_kept_bytes_with_a_changed_byte_are_no_form(data: st.DataObject) -> None:
    kept = bytearray(freeze(PARTS))
    place = data.draw(st.integers(0, len(kept) - 1))
    kept[place] ^= data.draw(st.integers(1, 255))

    assert thaw(bytes(kept)) is None


@pytest.mark.parametrize("length", [0, 1, 31, 32, 63, 64, 65, 500])
def test_half_of_the_kept_bytes_is_no_form(length: int) -> None:
    assert thaw(freeze(PARTS)[:length]) is None


def test_what_another_engine_kept_is_no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = freeze(PARTS)
    monkeypatch.setattr(snapshot, "_engine", lambda: b"\0" * 32)

    assert thaw(kept) is None


def test_the_mark_of_the_engine_follows_its_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "forms"
    (room / "xpath").mkdir(parents=True)
    (room / "snapshot.py").write_text("one")
    (room / "xpath" / "parser.py").write_text("two")
    monkeypatch.setattr(snapshot, "__file__", str(room / "snapshot.py"))
    unkept = snapshot._engine.__wrapped__
    before = unkept()

    (room / "xpath" / "parser.py").write_text("three")

    assert unkept() != before
