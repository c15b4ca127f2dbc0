from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.events import Event
from fieldapp.domain.ids import OrderId
from fieldapp.ui.bus import ORDER, REFERENCE, STOCK, SYNC, Changed, changed_by
from tests.factories import ORDER_ID, make_events, save_answer


@dataclass(frozen=True)
class Recorded:
    event: Event


def notice_of(*events: Event) -> Changed:
    return changed_by([Recorded(event) for event in events])  # type: ignore[misc]


def test_an_answer_changes_its_order_and_what_waits_for_the_centre() -> None:
    notice = notice_of(save_answer("kit", "tools", "OK"))
    assert notice == Changed(frozenset({ORDER, SYNC}), frozenset({ORDER_ID}))
    assert notice.touches(ORDER_ID)
    assert not notice.touches(OrderId("wo-other"))


def test_a_part_built_in_changes_the_stock_as_well() -> None:
    parts = [event for event in make_events() if event.kind in ("part.consumed", "part.use_reversed")]
    assert parts
    assert all(STOCK in notice_of(event).kinds for event in parts)


def test_new_reference_data_touches_every_order() -> None:
    assert Changed(frozenset({REFERENCE}), frozenset()).touches(ORDER_ID)
