"""What the analysis is made from, and whether the engineer repaired this before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.asset import Asset, ServiceRecord
from fieldapp.domain.ids import AssetId, SerialNumber
from fieldapp.domain.views.analysis import Analysis, Experience
from fieldapp.usecases.show_analysis import ShowAnalysis
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, SHANGHAI, START_DAY, make_asset, make_fault, make_symptom
from tests.fakes.tablet import Tablet

ZHOU, TAO = "周明远", "陶志远"


def served(days: int, summary: str, who: str, outcome: str = "solved") -> ServiceRecord:
    return ServiceRecord(
        served_on=START_DAY - timedelta(days=days), summary=summary, engineer_name=who, outcome=outcome
    )


def shown(tablet: Tablet, own: tuple[ServiceRecord, ...] = (), other: tuple[ServiceRecord, ...] = ()) -> Analysis:
    asset = make_asset(history=own)
    neighbour = make_asset(id=AssetId("other"), serial_number=SerialNumber("CF680-23F-01120"), history=other)
    for one in (asset, neighbour):
        give(tablet, one)
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, asset=asset)
    return ShowAnalysis(tablet.store, SHANGHAI)(tablet.order)


def give(tablet: Tablet, asset: Asset) -> None:
    tablet.store.state.documents[(DocumentKind.ASSET, asset.id, "")] = asset


@pytest.mark.req("ANA-4")
@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ((), (), Experience.NEVER),
        ((), (served(4, "E02 传感器漂移，更换 TS-02", ZHOU),), Experience.REPAIRED),
        ((), (served(4, "E02 传感器漂移，更换 TS-02", TAO),), Experience.NEVER),
        ((), (served(4, "E02 没修好", ZHOU, "second_visit"),), Experience.NEVER),
        ((), (served(4, "E04 换风机", ZHOU),), Experience.NEVER),
        ((served(30, "E02 插拔 X7", TAO),), (), Experience.FAILED),
        ((served(400, "E02 插拔 X7", ZHOU),), (), Experience.REPAIRED),
    ],
)
def test_records_tell_whether_it_was_repaired_never_or_came_back(
    tablet: Tablet, own: tuple[ServiceRecord, ...], other: tuple[ServiceRecord, ...], expected: Experience
) -> None:
    assert shown(tablet, own, other).experience is expected


@pytest.mark.req("ANA-1")
def test_the_librarys_entries_are_those_of_the_code_and_of_the_model_where_there_is_none(tablet: Tablet) -> None:
    for fault in (
        make_fault(id="drift", cases=38),
        make_fault(id="board", cases=50),
        make_fault(id="fan", code="E04", cases=99),
    ):
        tablet.store.state.documents[(DocumentKind.FAULT_ENTRY, fault.id, "")] = fault

    assert [entry.id for entry in shown(tablet).entries] == ["board", "drift"]

    tablet.store.state.current[ORDER_ID] = replace(tablet.order, symptom=make_symptom(alarm_code="E99"))
    unknown = ShowAnalysis(tablet.store, SHANGHAI)(tablet.order)
    assert ([entry.id for entry in unknown.entries], unknown.of_code) == (["fan", "board", "drift"], 0)


@pytest.mark.req("ANA-6")
def test_the_analysis_knows_vans_and_depots_stock_of_every_needed_spare(tablet: Tablet) -> None:
    analysis = shown(tablet)

    assert analysis.stock == {"TS-02": 1, "CK-07": 0}
    assert set(analysis.depot) == set(analysis.parts) == {"TS-02", "CK-07"}
