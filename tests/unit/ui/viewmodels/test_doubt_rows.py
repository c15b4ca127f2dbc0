"""Gaps of an order as cards: question, details that close it, what the register offers."""

from __future__ import annotations

from functools import partial

import pytest

from fieldapp.domain.contact import Detail
from fieldapp.domain.doubt import Doubt, DoubtKind
from fieldapp.texts.catalogue import Catalogue
from fieldapp.ui.viewmodels.doubt_rows import doubt_names, doubt_rows
from fieldapp.ui.words import Words
from tests.factories import RESOURCES, SHANGHAI, make_asset

MODEL = Doubt(DoubtKind.MODEL_MISSING, (Detail.MODEL, Detail.SERIAL_NUMBER))
BOUGHT = Doubt(DoubtKind.PURCHASE_MISSING, (Detail.PURCHASED_ON,))


def words(language: str = "zh") -> Words:
    return Words(partial(Catalogue.load, RESOURCES / "i18n"), SHANGHAI, language)


@pytest.mark.req("ACC-3")
def test_a_missing_model_is_offered_from_the_register_that_knows_the_serial_number() -> None:
    [model, bought] = doubt_rows((MODEL, BOUGHT), make_asset(), words())

    assert (model.offered, model.offer, model.details) == ("model", "CF-680", "model serial_number")
    assert (bought.offered, bought.offer) == ("purchased_on", "2024-04-18")


def test_a_machine_that_the_register_does_not_know_offers_nothing() -> None:
    [row] = doubt_rows((MODEL,), None, words())

    assert (row.offered, row.offer) == ("", "")


@pytest.mark.req("ACC-2")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_gap_has_its_name_and_a_question_for_each_detail_that_closes_it(language: str) -> None:
    said = words(language)
    for kind in DoubtKind:
        assert not doubt_names((Doubt(kind, ()),), said).startswith("ui.")
    for detail in (*MODEL.asks, *BOUGHT.asks, Detail.ADDRESS, Detail.CONTACT_PHONE, Detail.TRIED, Detail.IMPACT):
        [row] = doubt_rows((Doubt(DoubtKind.MODEL_MISSING, (detail,)),), None, said)
        assert row.question.endswith(("?", "？"))
