"""Show one order with what is computed about it (UI: order)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import tzinfo

from fieldapp.domain.asset import Asset
from fieldapp.domain.contact import Detail
from fieldapp.domain.errors import NotFound
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.ids import OrderId
from fieldapp.domain.process import Process
from fieldapp.domain.views.order import OrderView, Readiness
from fieldapp.domain.views.sync import FilesWaiting
from fieldapp.domain.work_order import WorkOrder
from fieldapp.forms.choice_source import needed_lists
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.usecases.agreed import agreed
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.show_asset import documents, identified, registered
from fieldapp.usecases.show_clocks import ShowClocks
from fieldapp.usecases.take_warranty import registered_warranty
from fieldapp.workflow.completeness import doubts
from fieldapp.workflow.contact import read_detail
from fieldapp.workflow.kit import added_needs
from fieldapp.workflow.step_form import forms_of

_OF_MACHINE = frozenset({Detail.MODEL, Detail.SERIAL_NUMBER, Detail.PURCHASED_ON})


@dataclass(frozen=True, slots=True)
class ShowOrder:
    """Read one order and say whether it is complete for work without network (ACC-1, ACC-6)."""

    queries: Queries
    plan: PlanWay
    zone: tzinfo
    clocks: ShowClocks

    def __call__(self, order_id: OrderId) -> OrderView:
        """Return the order. Raises NotFound("order.unknown")."""
        order = self.queries.order(order_id)
        start = order.appointment.start_at
        machine = identified(self.queries, order)
        known = registered(self.queries, order)
        noted = registered_warranty(self.queries, order)
        warranty = order.asset.warranty or noted
        faults = self.queries.faults(machine.model)
        process = self._process(order)
        return OrderView(
            order=order,
            clocks=sla_clocks(order),
            limits=self.clocks(order),
            profile=self.clocks.tables.profile(order.profile),
            departure=self.plan(order),
            in_warranty=warranty is not None and start.astimezone(self.zone).date() <= warranty.until_on,
            warranty_until_on=None if warranty is None else warranty.until_on,
            warranty_by_register=warranty is not None and warranty == noted,
            history=(known or order.asset).history,
            from_register=known is not None and _from_register(order, known),
            faults=_by_code(faults, order.symptom.alarm_code),
            readiness=self._readiness(order, len(faults), self._texts(order, process)),
            doubts=doubts(order, process.phrasing.vague if process is not None else ()),
            agreed=agreed(order, self.plan.leads(order)),
            files=self.queries.files_waiting().get(order_id, FilesWaiting()),
        )

    def _readiness(self, order: WorkOrder, faults: int, texts: tuple[bytes, ...] | None) -> tuple[Readiness, ...]:
        """Return what the visit needs and whether it is on the tablet."""
        return (
            *self._of_asset(order),
            Readiness(what="faults", present=faults > 0, count=faults),
            Readiness(what="forms", present=texts is not None, count=len(order.pin.forms)),
            *self._lists(texts or ()),
            Readiness(what="prices", present=self._prices_present(order)),
            Readiness(what="stock", present=bool(self.queries.movements())),
            Readiness(what="parts", present=self._parts_present(order), count=len(added_needs(order))),
        )

    def _of_asset(self, order: WorkOrder) -> tuple[Readiness, ...]:
        """Return whether the machine is known with its history, and whether its papers are here if there are any."""
        model = identified(self.queries, order).model
        history = (registered(self.queries, order) or order.asset).history
        papers = documents(self.queries, model)
        ready = (Readiness(what="history", present=bool(model), count=len(history)),)
        if not papers:
            return ready
        here = all(paper.present for paper in papers)
        return (*ready, Readiness(what="documents", present=here, count=len(papers)))

    def _lists(self, texts: tuple[bytes, ...]) -> tuple[Readiness, ...]:
        """Return whether the long lists are here that the order's forms name; nothing where they name none."""
        needed = {name for text in texts for name in needed_lists(text)}
        present = all(self.queries.lists.has(name) for name in needed)
        return (Readiness(what="lists", present=present, count=len(needed)),) if needed else ()

    def _process(self, order: WorkOrder) -> Process | None:
        """Return the order's process, None while it has not come down: the line of the forms tells that."""
        try:
            return self.queries.process(order.pin)
        except NotFound:
            return None

    def _texts(self, order: WorkOrder, process: Process | None) -> tuple[bytes, ...] | None:
        """Return the text of every form of the process, each read once; None while one of them is not here."""
        if process is None:
            return None
        try:
            return tuple(self.queries.form(order.pin, form)[1] for form in forms_of(process))
        except NotFound:
            return None

    def _prices_present(self, order: WorkOrder) -> bool:
        """Tell whether a price list of the day of the visit is here."""
        try:
            self.queries.price_list(order.appointment.start_at.astimezone(self.zone).date())
        except NotFound:
            return False
        return True

    def _parts_present(self, order: WorkOrder) -> bool:
        """Tell whether every part the order asks for is in the catalogue here."""
        numbers = [need.part_number for need in added_needs(order) if need.part_number is not None]
        return all(self.queries.part(number) is not None for number in numbers)


def _from_register(order: WorkOrder, known: Asset) -> bool:
    """Tell whether every correction that counts says of the machine what the register says (ACC-3)."""
    corrected = [one.correction for one in order.visit.contact.corrections if one.taken]
    as_known = replace(order, asset=known)
    return bool(corrected) and all(
        one.detail in _OF_MACHINE and one.new == read_detail(as_known, one.detail) for one in corrected
    )


def _by_code(faults: tuple[FaultEntry, ...], code: str) -> tuple[FaultEntry, ...]:
    """Return the entries with the alarm code first, then by number of cases."""
    return tuple(sorted(faults, key=lambda fault: (fault.code != code, -fault.cases)))
