"""One entry with what lies on the van for it."""

from __future__ import annotations

import pytest

from fieldapp.domain.ids import PartNumber, Sha256
from fieldapp.usecases.show_fault import ShowFault
from tests.factories import make_fault
from tests.fakes.tablet import Tablet


@pytest.mark.req("KNO-1")
def test_an_entry_shows_its_parts_with_the_vans_stock_also_those_the_catalogue_does_not_know(tablet: Tablet) -> None:
    shown = ShowFault(tablet.store)(make_fault(parts=(PartNumber("TS-02"), PartNumber("XX-99"))))
    known, unknown = shown.parts
    assert known.part is not None
    assert (known.number, known.on_van) == ("TS-02", tablet.store.stock(PartNumber("TS-02")))
    assert (unknown.number, unknown.part, unknown.on_van) == ("XX-99", None, 0)


def test_pictures_are_those_that_are_on_the_tablet(tablet: Tablet) -> None:
    with tablet.store.begin() as work:
        here = work.put_blob("image/jpeg", b"picture")
        work.commit()
    shown = ShowFault(tablet.store)(make_fault(pictures=(Sha256("0" * 64), here)))
    assert shown.pictures == ((here, b"picture"),)
