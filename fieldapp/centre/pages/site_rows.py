"""What was agreed at the customer's and what stands where, as rows in the order of time (SITE-10, SITE-12, SITE-13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fieldapp.centre.pages.record_rows import Row, Words
from fieldapp.domain.on_site import TakenAway
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.kit import packed_needs

_Entry = tuple[datetime, Row]


def site_rows(order: WorkOrder, words: Words) -> list[Row]:
    """Return prices shown, coverage settled, machines away and back, suggestions; what is still open is marked."""
    entries = [*_prices(order, words), *_coverage(order, words), *_machines(order, words), *_suggestions(order, words)]
    return [row for _, row in sorted(entries, key=lambda entry: entry[0])]


def bag_rows(order: WorkOrder, words: Words) -> list[Row]:
    """Return what was packed for this order beside the standard list, with the serials that were read (KIT-3)."""
    rows = []
    for need in packed_needs(order):
        check = order.visit.kit[need.id]
        serial = f"SN {check.serial_number}" if check.serial_number else ""
        detail = "·".join(part for part in (serial, words.enum(check.source)) if part)
        rows.append(Row(words.clock(check.at), need.name(words.language), detail, figure=f"×{need.quantity}"))
    return rows


def _prices(order: WorkOrder, words: Words) -> Iterator[_Entry]:
    for quote in order.visit.on_site.quotes:
        said = words.text("quote.agreed" if quote.agreed else "quote.refused")
        title = words.text("quote", amount=words.money(quote.fees.due))
        yield (
            quote.at,
            Row(words.clock(quote.at), title, _joined(said, quote.remark), "done" if quote.agreed else "open"),
        )


def _coverage(order: WorkOrder, words: Words) -> Iterator[_Entry]:
    for settled in order.visit.on_site.coverage:
        title = words.text("coverage.covered" if settled.covered else "coverage.charged")
        yield settled.at, Row(words.clock(settled.at), title, _joined(words.enum(settled.ground), settled.remark))


def _machines(order: WorkOrder, words: Words) -> Iterator[_Entry]:
    site = order.visit.on_site
    for taken in site.taken_away:
        mark = "open" if taken is site.away else "done"
        title = words.text("taken", day=taken.return_on.isoformat())
        yield taken.at, Row(words.clock(taken.at), title, _slip(taken, words), mark)
    for back in site.brought_back:
        loaner = words.text("loaner.back", serial=back.loaner) if back.loaner else ""
        yield back.at, Row(words.clock(back.at), words.text("brought-back"), _joined(loaner, back.remark), "done")


def _slip(taken: TakenAway, words: Words) -> str:
    loaner = taken.loaner
    stays = words.text("loaner", model=loaner.model, serial=loaner.serial_number) if loaner is not None else ""
    return _joined(taken.accessories, taken.condition, stays)


def _suggestions(order: WorkOrder, words: Words) -> Iterator[_Entry]:
    for noted in order.visit.on_site.suggestions:
        consent = words.text("suggestion.consent" if noted.customer_consents else "suggestion.no-consent")
        yield noted.at, Row(words.clock(noted.at), noted.text, _joined(words.enum(noted.kind), consent))


def _joined(*parts: str) -> str:
    return "·".join(part for part in parts if part)
