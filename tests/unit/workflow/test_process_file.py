from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.domain.process import ConditionKind, JobType, Moment, Override, StepRecord
from fieldapp.workflow.process_file import read_process
from tests.factories import RESOURCES, STEPS, make_pin, repair_process

STEP = """
[[steps]]
id = "{id}"
form = "{id}"
phase = "prepare"
records = "{records}"
title = {{ zh = "甲", en = "A" }}
action = {{ zh = "做", en = "Do" }}
"""
HEAD = """
id = "small"
version = "1"
job_type = "repair"
title = { zh = "小", en = "Small" }
"""
GATE = """
[[gates]]
id = "gate"
step = "{step}"
moment = "enter"
override = "reason"
requires = {requires}
words = {{ zh = "关", en = "Closed" }}
"""

COMPARISON = """
[comparison]
expected = { step = "accept", field = "guess" }
found = { step = "gone", field = "cause" }
"""


def small(*gates: str, report: str = "", steps: str = "accept:acceptance sign:signature close:closure") -> str:
    """Return the text of a process with three steps."""
    parts = [HEAD]
    for step in steps.split():
        name, records = step.split(":")
        parts.append(STEP.format(id=name, records=records))
    return "".join((*parts, *gates, report))


def complete(text: str) -> str:
    """Add the empty lists that a file without steps, gates or report must still have."""
    empty = "".join(f"{name} = []\n" for name in ("steps", "gates", "report") if f"[[{name}]]" not in text)
    return text.replace(HEAD, HEAD + empty)


@pytest.mark.req("PRO-1", "PRO-2")
def test_the_repair_process_is_data_with_fifteen_steps_in_the_order_of_the_work() -> None:
    process = repair_process()
    assert process.job_type is JobType.REPAIR
    assert tuple(step.id for step in process.steps) == STEPS
    assert all(step.id in step.forms for step in process.steps)


@pytest.mark.req("PRO-2")
def test_the_version_of_the_file_is_the_one_that_orders_are_pinned_to() -> None:
    process = repair_process()
    assert (process.id, process.version) == (make_pin().process_id, make_pin().process_version)


def test_each_fact_of_the_visit_is_recorded_by_its_own_step() -> None:
    records = {step.id: step.records for step in repair_process().steps if step.records is not StepRecord.NOTHING}
    assert records == {
        "accept": StepRecord.ACCEPTANCE,
        "call": StepRecord.CALL,
        "depart": StepRecord.DEPARTURE,
        "arrive": StepRecord.ARRIVAL,
        "sign": StepRecord.SIGNATURE,
        "close": StepRecord.CLOSURE,
    }


@pytest.mark.req("PRO-3")
def test_every_gate_says_what_may_pass_it_and_only_mat_test_and_signature_are_never_passed() -> None:
    process = repair_process()
    never = {gate.id: gate.requires.kind for gate in process.gates if gate.override is Override.NEVER}
    assert never == {
        "floor-mat": ConditionKind.ANSWER_IS,
        "floor-mat-on-arrival": ConditionKind.ANSWER_IS,
        "test-passed": ConditionKind.NO_ANSWER_IS,
        "solved-needs-passed-test": ConditionKind.NO_ANSWER_IS,
        "signature-for-outcome": ConditionKind.SIGNED_OR_REFUSED,
    }


@pytest.mark.req("PRO-3")
def test_no_gate_makes_the_call_wait() -> None:
    assert [gate.id for gate in repair_process().gates if gate.step == "call"] == []
    asked = [gate.requires.step for gate in repair_process().gates if gate.step != "analyse"]
    assert "analyse" not in asked


@pytest.mark.req("KIT-1")
def test_the_standard_bag_is_listed_as_data_with_the_floor_mat_first() -> None:
    items = repair_process().kit_items
    assert items[0] == "floor_mat"
    assert set(items) == {
        "floor_mat", "tools", "badge", "uniform", "shoe_covers", "cloth",
        "rubbish_bags", "warranty_sheet", "receipts", "price_list", "contact_card", "note_card",
    }  # fmt: skip


def test_every_step_and_gate_speaks_both_languages() -> None:
    process = repair_process()
    wordings = [process.title, *(gate.words for gate in process.gates)]
    wordings += [words for step in process.steps for words in (step.title, step.action)]
    for words in wordings:
        assert words.zh.strip()
        assert words.en.strip()
        assert words.zh != words.en
        assert not words.en.endswith(".")


def test_internal_remarks_and_the_kit_never_feed_the_report() -> None:
    for source in repair_process().report:
        assert "internal_remark" not in source.fields
        assert source.step not in ("kit", "analyse", "call")


def test_a_small_process_is_read_with_its_gate() -> None:
    text = complete(small(GATE.format(step="sign", requires='{ kind = "step_done", step = "accept" }')))
    (gate,) = read_process(text).gates
    assert (gate.step, gate.moment, gate.requires.step) == ("sign", Moment.ENTER, "accept")


@pytest.mark.parametrize(
    ("text", "code", "field", "value"),
    [
        ("id = ", "process.not-toml", "detail", "Invalid value (at end of document)"),
        (HEAD.replace('version = "1"', ""), "process.malformed", "detail", "`version`"),
        (complete(small()).replace('phase = "prepare"', 'phase = "home"'), "process.malformed", "detail", "phase"),
        (complete(small(report=COMPARISON)), "process.step-unknown", "place", "comparison.found.step"),
        (complete(HEAD), "process.no-steps", "process", "small"),
        (complete(small()) + "\nonly_whn = 1\n", "process.key-unknown", "place", "steps[2].only_whn"),
        (complete(small(steps="accept:acceptance accept:closure")), "process.twice", "id", "accept"),
        (complete(small(steps="accept:acceptance close:closure")), "process.record", "record", "signature"),
        (
            complete(small(report='[[report]]\nsection = "cause"\nstep = "gone"\n')),
            "process.step-unknown",
            "place",
            "report[0].step",
        ),
        (
            complete(small(report='[[report]]\nsection = "cause"\nstep = "accept"\nform = "gone"\n')),
            "process.form-unasked",
            "place",
            "report[0].form",
        ),
        (complete(small()) + '\n[[steps.variants]]\nform = "other"\n', "process.variant", "place", "variants[0]"),
        (
            complete(small()) + '\n[[steps.variants]]\nform = "other"\nonly_when = { kind = "visit_goes_on" }\n',
            "process.variant",
            "place",
            "variants[0]",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(text: str, code: str, field: str, value: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_process(text)
    assert refused.value.code == code
    assert value in str(refused.value.fields[field])


@pytest.mark.parametrize(
    ("step", "requires", "code", "place"),
    [
        ("gone", '{ kind = "signed_or_refused" }', "process.step-unknown", "gates.gate.step"),
        ("sign", '{ kind = "step_done", step = "gone" }', "process.step-unknown", "gates.gate.requires.step"),
        ("sign", '{ kind = "step_done" }', "process.condition", "gates.gate.requires"),
        ("accept", '{ kind = "price_kept" }', "process.condition", "gates.gate"),
        ("sign", '{ kind = "answer_is", step = "sign", field = "x" }', "process.condition", "gates.gate.requires"),
        ("sign", '{ kind = "signed_or_refused", step = "sign" }', "process.condition", "gates.gate.requires"),
    ],
)
def test_a_gate_that_cannot_be_asked_is_refused_with_the_place(step: str, requires: str, code: str, place: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_process(complete(small(GATE.format(step=step, requires=requires))))
    assert refused.value.code == code
    assert refused.value.fields["place"] == place


def test_two_gates_of_one_name_are_refused() -> None:
    gate = GATE.format(step="sign", requires='{ kind = "signed_or_refused" }')
    with pytest.raises(BadInput, match=r"process\.twice"):
        read_process(complete(small(gate, gate)))


@pytest.mark.req("PRO-2")
@pytest.mark.parametrize("path", sorted((RESOURCES / "process").glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_process_is_read(path: Path) -> None:
    assert read_process(path.read_text(encoding="utf-8")).id == path.stem


@pytest.mark.req("PRO-2", "SITE-12")
def test_a_zone_that_does_not_exist_and_a_verdict_on_no_step_are_named() -> None:
    with pytest.raises(BadInput) as wrong:
        read_process(complete(small()).replace('version = "1"', 'version = "1"\nzone = "Asia/Nowhere"'))
    assert (wrong.value.code, wrong.value.fields) == ("process.zone", {"zone": "Asia/Nowhere"})

    verdict = '[[verdicts]]\nstep = "gone"\nfield = "finding"\nvalue = "x"\noutcome = "joint_check"\n'
    with pytest.raises(BadInput) as lost:
        read_process(complete(small(report=verdict)))
    assert (lost.value.code, lost.value.fields["place"]) == ("process.step-unknown", "verdicts[0].step")
