"""What a scan does, by where the visit stands: tick the bag, build in, take out, or only look up (KIT-3, SITE-4).

Everything here runs on the writer thread and asks the store anew for each scan: of two scans in a row the second is
judged by what the first one did, however fast they come.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from fieldapp.domain.errors import BadInput, CaptureError, FieldappError, NotFound, Refused
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.part import CaptureSource, Part, PartCode
from fieldapp.domain.visit import PartUse
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scanning.label import to_part_code
from fieldapp.scanning.raw_code import RawCode
from fieldapp.scanning.typed import typed_part_code
from fieldapp.usecases.check_kit_item import CheckKitLabel
from fieldapp.usecases.consume_part import ConsumePart, RemovePart
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.show_visit import ShowVisit


class Asked(Enum):
    """What the next scan is taken for."""

    KIT = "kit"
    NEW = "new"
    OLD = "old"
    LOOKUP = "lookup"


BY_STEP = {StepId("kit"): Asked.KIT, StepId("work"): Asked.NEW}


@dataclass(frozen=True, slots=True)
class Capture:
    """What one way in found: the keyboard scanner and a hand one code, a picture all that are in it."""

    codes: tuple[RawCode, ...]
    source: CaptureSource


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPlace:
    """Where the visit stands. `use` is the new part whose old one is asked for; `order` None outside of a visit."""

    asked: Asked
    order: WorkOrder | None = None
    use: PartUse | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """One scan and what came of it; `error` says why nothing did. `label` is the text as read."""

    key: str
    asked: Asked
    label: str
    order_id: OrderId
    model: str = ""
    use_id: str = ""
    code: PartCode | None = None
    part: Part | None = None
    stock: int = 0
    error: FieldappError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanActions:
    """Reads and records; `without_old` names the uses of which the engineer said that no old part comes out."""

    queries: Queries
    show_visit: ShowVisit
    check: CheckKitLabel
    consume: ConsumePart
    remove: RemovePart

    def place(self, order_id: OrderId, without_old: frozenset[str]) -> ScanPlace:
        """Return what is asked for now; looking up where there is no order. Raises NotFound."""
        if not order_id:
            return ScanPlace(asked=Asked.LOOKUP)
        view = self.show_visit(order_id, "zh")
        asked = BY_STEP.get(view.current, Asked.LOOKUP)
        use = _without_old_part(view.order, without_old) if asked is Asked.NEW else None
        if use is None:
            return ScanPlace(asked=asked, order=view.order)
        return ScanPlace(asked=Asked.OLD, order=view.order, use=use, part=self.queries.part(use.part_number))

    def take(self, key: str, order_id: OrderId, capture: Capture, without_old: frozenset[str]) -> Scanned:
        """Do what the scan is for; what the rules refuse is in the result. Raises StoreError."""
        place = self.place(order_id, without_old)
        scanned = Scanned(
            key=key,
            asked=place.asked,
            label=capture.codes[0].text.strip(),
            order_id=order_id,
            model=place.order.asset.model if place.order else "",
            use_id=place.use.id if place.use else "",
        )
        try:
            code, part = self._chosen(capture)
        except (BadInput, CaptureError) as error:
            return replace(scanned, error=error)
        return self._done(replace(scanned, code=code, part=part, label=code.raw), anyway=False)

    def use_anyway(self, key: str, doubted: Scanned) -> Scanned:
        """Do what was doubted all the same; the engineer holds the part in his hand."""
        return self._done(replace(doubted, key=key, error=None), anyway=True)

    def _done(self, scanned: Scanned, anyway: bool) -> Scanned:
        """Try it; the stock is read afterwards."""
        error: FieldappError | None = None
        try:
            self._do(scanned, anyway)
        except (Refused, NotFound) as refused:
            error = refused
        stock = self.queries.stock(scanned.part.number) if scanned.part is not None else 0
        return replace(scanned, stock=stock, error=error)

    def _do(self, scanned: Scanned, anyway: bool) -> None:
        code = scanned.code
        assert code is not None
        if scanned.asked is Asked.KIT:
            self.check(scanned.order_id, code)
        elif scanned.asked is Asked.NEW:
            self.consume(scanned.order_id, code, anyway)
        elif scanned.asked is Asked.OLD:
            if not anyway:
                self._refuse_from_van(code)
            self.remove(scanned.order_id, scanned.use_id, code)
        else:
            _look_up(scanned)

    def _refuse_from_van(self, code: PartCode) -> None:
        """Say that what is scanned as the old part lies in the van as a new one: the sheets were mixed up."""
        serial = code.serial_number
        if serial is not None and (number := self.queries.serial_on_van(serial)) is not None:
            raise Refused("part.still-on-van", part=number, serial=serial)

    def _chosen(self, capture: Capture) -> tuple[PartCode, Part | None]:
        """Return the one part that the codes tell of; a label often says it twice, as bars and as dots.

        Raises BadInput as `to_part_code`, CaptureError("picture.several").
        """
        if capture.source is CaptureSource.HAND:
            code = typed_part_code(capture.codes[0].text)
            return code, self.queries.part_for(code)
        found, broken = [], None
        for raw in capture.codes:
            try:
                code = to_part_code(raw.text, raw.symbology, capture.source)
            except BadInput as error:
                broken = broken or error
                continue
            found.append((code, self.queries.part_for(code)))
        if not found and broken is not None:
            raise broken
        return _one_of(found)


def _one_of(found: list[tuple[PartCode, Part | None]]) -> tuple[PartCode, Part | None]:
    """Return the code that says most. Codes of no catalogue part beside one of a part are its box's and its maker's."""
    named = [(code, part) for code, part in found if part is not None] or found
    serials = {code.serial_number for code, _ in named} - {None}
    if len({part.number if part is not None else code.raw for code, part in named}) > 1 or len(serials) > 1:
        raise CaptureError("picture.several")
    return max(named, key=lambda pair: (pair[0].serial_number is not None, pair[0].lot is not None))


def _without_old_part(order: WorkOrder, without_old: frozenset[str]) -> PartUse | None:
    """Return the newest part that went in, if its old one was not scanned yet."""
    uses = [use for use in order.visit.parts if use.reversed_at is None and use.id not in without_old]
    return uses[-1] if uses and uses[-1].removed is None else None


def _look_up(scanned: Scanned) -> None:
    """Raise NotFound("part.unknown") or, where the visit's model is another, Refused("part.does-not-fit")."""
    if scanned.part is None:
        raise NotFound("part.unknown", label=scanned.label)
    fits = scanned.part.fits_models
    if fits and scanned.model and scanned.model not in fits:
        raise Refused("part.does-not-fit", part=scanned.part.number, model=scanned.model)
