"""One suite, two subjects: what a search of the fault library finds, in the memory fake and in the encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.ids import FaultEntryId, PartNumber
from fieldapp.domain.views.faults import FaultSearch, FaultsFound
from fieldapp.wire.messages import DocumentKind, Operation
from tests.factories import make_fault
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import REFERENCE, DeviceStore, opened, over_database, over_memory

EMPTY: dict[str, Any] = dict.fromkeys(
    ("symptom_zh", "symptom_en", "cause_zh", "cause_en", "measure_zh", "measure_en"), ""
) | {"code": "", "parts": (), "models": ("CF-680",)}


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeviceStore]:
    clock = StoppedClock()
    if request.param == "memory":
        yield over_memory(clock)
    else:
        with opened(tmp_path, clock) as database:
            yield over_database(database, clock)


def a_fault(name: str, **texts: Any) -> FaultEntry:
    return make_fault(**{**EMPTY, "id": FaultEntryId(name), **texts})


def give(store: DeviceStore, *faults: FaultEntry) -> None:
    for fault in faults:
        store.give(DocumentKind.FAULT_ENTRY, fault.id, fault, REFERENCE)


def search(store: DeviceStore, typed: str, **asked: Any) -> FaultsFound:
    return store.queries.search_faults(FaultSearch(typed=typed, **asked))


def found(store: DeviceStore, typed: str, **asked: Any) -> list[str]:
    return [entry.id for entry in search(store, typed, **asked).entries]


TYPED = [
    "E02",
    "e02",
    "E-02",
    "Ｅ０２",
    "漂",
    "漂移",
    "传感",
    "蒸发器温",
    "sensor",
    "SENS",
    "清除报警",
    "ts-02",
    "ts02",
    "TS",
]


@pytest.mark.req("KNO-1")
@pytest.mark.parametrize(
    "typed", [*TYPED, "CF-680", "cf680", "680", "報警", "傳感器 漂移", "E02传感器", "sensor drifts", "冷冻室，温度"]
)
def test_an_entry_is_found_by_any_of_its_words_and_codes_in_both_languages(store: DeviceStore, typed: str) -> None:
    give(store, make_fault(), a_fault("other", models=("HP-9",), symptom_zh="门边结霜", symptom_en="Frost"))
    answer = search(store, typed)
    assert ([entry.id for entry in answer.entries], answer.near) == (["cf680-e02-drift"], False)


@pytest.mark.req("KNO-1")
@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("sensr", "a letter left out"),
        ("sensoor", "a letter too many"),
        ("senxor", "another letter"),
        ("snesor", "two letters changed places"),
        ("E20", "two signs of a code changed places"),
        ("蒸发气", "a character of the same sound"),
        ("传干器", "a character of the same sound in the middle"),
        ("飘宜", "both characters by their sound"),
        ("蒸器", "a character left out"),
        ("蒸发温度", "a character left out of more"),
        ("传感木", "another character at the end"),
        ("蒸发的器", "a character too many"),
        ("温度 sensr", "an error in one of two words"),
    ],
)
def test_one_typing_error_is_forgiven(store: DeviceStore, typed: str, mistake: str) -> None:
    give(store, make_fault(), a_fault("other", symptom_zh="门边结霜", symptom_en="Frost on the seal"))
    answer = search(store, typed)
    assert ([entry.id for entry in answer.entries], answer.near) == (["cf680-e02-drift"], True), mistake


@pytest.mark.req("KNO-1")
@pytest.mark.parametrize(
    "typed", ["snsr", "E9", "7", "蒸水机", "压缩机坏", "传感器 压缩机", "sensr 飘宜", "，。", "*", '"', "[", "NOT"]
)
def test_what_no_entry_holds_even_with_one_error_finds_nothing(store: DeviceStore, typed: str) -> None:
    give(store, make_fault())
    answer = search(store, typed)
    nothing_typed = typed in ("，。", "*", '"', "[")
    assert bool(answer.entries) is nothing_typed


@pytest.mark.parametrize(
    "typed", ["压缩机不" * 2000, "传感器 " * 2000, "a-" * 5000, "\0", "\ud800x", "%_[a-z]*?", "𠀀𠀁𠀂", "E02" * 300]
)
def test_whatever_is_pasted_is_answered(store: DeviceStore, typed: str) -> None:
    give(store, make_fault())
    search(store, typed, model=typed, code=typed)
    assert search(store, typed, most=1).more is False


def test_a_pasted_sentence_is_found_by_its_beginning(store: DeviceStore) -> None:
    sentence = "冷冻室温度上升并且报警灯一直亮着不灭店员说从昨天晚上开始出现这个情况"
    give(store, a_fault("told", symptom_zh=sentence))
    assert found(store, sentence + "后面还有") == ["told"]


def test_an_entry_to_the_letter_keeps_those_with_an_error_away(store: DeviceStore) -> None:
    give(store, a_fault("near", symptom_zh="传赶器"), a_fault("exact", symptom_zh="传感器"))
    assert found(store, "传感器") == ["exact"]


@pytest.mark.req("KNO-1")
def test_same_model_and_code_come_first_then_the_model_then_the_code_then_the_symptom_then_the_rest(
    store: DeviceStore,
) -> None:
    give(
        store,
        a_fault("rest", models=("HP-9",), measure_zh="换风机", cases=99),
        a_fault("symptom", models=("HP-9",), symptom_zh="风机不转", cases=98),
        a_fault("code", models=("HP-9",), code="E-04", measure_zh="换风机", cases=5),
        a_fault("model-rest", measure_zh="换风机", cases=9),
        a_fault("model-symptom", symptom_zh="风机响", cases=7),
        a_fault("both", code="E04", measure_zh="换风机", cases=1),
    )
    ranked = ["both", "model-symptom", "model-rest", "code", "symptom", "rest"]
    assert found(store, "风机", model="CF 680", code="e04") == ranked
    assert found(store, "风机", model="CF-680", code="E04", only_model=True) == ranked[:3]
    assert found(store, "风机") == ["symptom", "model-symptom", "rest", "model-rest", "code", "both"]
    for most in range(1, 6):  # asked rank by rank, as there are more than asked for
        assert found(store, "风机", model="CF-680", code="E04", most=most) == ranked[:most]
        assert found(store, "风机", most=most) == ["symptom", "model-symptom", "rest", "model-rest", "code"][:most]


@pytest.mark.req("KNO-1")
def test_the_entry_of_the_code_that_is_typed_comes_before_those_that_name_it(store: DeviceStore) -> None:
    give(store, a_fault("names", symptom_zh="先报 E04 后报 E02", cases=50), a_fault("is", code="E04", cases=1))
    assert found(store, "e-04") == ["is", "names"]


def test_nothing_typed_shows_the_library_as_the_order_wants_it_or_the_most_frequent_first(store: DeviceStore) -> None:
    give(store, a_fault("often", models=("HP-9",), cases=50), a_fault("mine", cases=2), a_fault("code", code="E02"))
    assert found(store, "") == ["often", "mine", "code"] or found(store, "") == ["often", "code", "mine"]
    assert found(store, "", model="CF-680", code="E02")[0] == "code"
    assert "often" not in found(store, "", model="CF-680", only_model=True)


def test_more_is_said_where_there_is_more_than_asked_for(store: DeviceStore) -> None:
    give(store, *(a_fault(f"f{number}", symptom_zh="漏水", cases=number) for number in range(4)))
    few, all_of_them = search(store, "漏水", most=3), search(store, "漏水", most=4)
    assert (len(few.entries), few.more) == (3, True)
    assert (len(all_of_them.entries), all_of_them.more) == (4, False)
    assert few.entries == all_of_them.entries[:3]


def test_an_entry_is_found_by_what_it_says_now(store: DeviceStore) -> None:
    give(store, a_fault("one", symptom_zh="漏水"), a_fault("one", symptom_zh="结霜", parts=(PartNumber("DS-68"),)))
    assert (found(store, "漏水"), found(store, "结霜"), found(store, "ds68")) == ([], ["one"], ["one"])


def test_an_entry_that_the_centre_took_back_is_found_no_more(store: DeviceStore) -> None:
    give(store, a_fault("one", symptom_zh="漏水"))
    store.pull(store.put(DocumentKind.FAULT_ENTRY, "one", None, REFERENCE, Operation.DELETE))
    assert (found(store, "漏水"), found(store, ""), store.queries.fault_models()) == ([], [], ())


def test_a_restored_centre_leaves_to_be_found_what_it_sends_again(store: DeviceStore) -> None:
    give(store, a_fault("kept", symptom_zh="漏水"), a_fault("lost", symptom_zh="漏水"))
    store.identity.adopt_epoch("epoch-2")
    again = store.put(DocumentKind.FAULT_ENTRY, "kept", a_fault("kept", symptom_zh="漏水"), REFERENCE)
    store.pull(again, epoch="epoch-2")
    assert found(store, "漏水") == ["kept"]


def test_the_models_of_the_library_are_told_each_once(store: DeviceStore) -> None:
    give(store, a_fault("one", models=("HP-9", "CF-680")), a_fault("two", models=("CF-680",)))
    assert store.queries.fault_models() == ("CF-680", "HP-9")


def test_a_text_with_line_ends_in_it_is_found_behind_them(store: DeviceStore) -> None:
    give(
        store, a_fault("one", symptom_zh="报警\f\n门边漏水", measure_zh="换门封"), a_fault("two", measure_zh="门边漏水")
    )
    assert found(store, "漏水") == ["one", "two"]
