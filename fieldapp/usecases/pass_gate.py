"""Pass a closed gate with a reason, where the process allows it (PRO-3)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import BadInput, GateClosed, NotFound
from fieldapp.domain.events import GatePassed
from fieldapp.domain.ids import GateId, OrderId
from fieldapp.domain.process import Gate, Override, Process
from fieldapp.usecases.bill_so_far import due_at_gate
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.workflow.gates import closed_gates


@dataclass(frozen=True, slots=True)
class PassGate:
    """Record the reason; the report shows it. The two gates without override are never passed (KIT-2, SITE-6)."""

    begin: Begin
    clock: Clock
    queries: Queries

    def __call__(self, order_id: OrderId, gate_id: GateId, reason: str) -> None:
        """Pass; a gate that is open already, or was passed, needs no reason and keeps none.

        Raises GateClosed("gate.never-passed"), BadInput("reason.missing"), NotFound("gate.unknown"),
        Refused("order.not-open").
        """
        with self.begin() as work:
            order = open_order(work, order_id)
            process = self.queries.process(order.pin)
            gate = _gate(process, gate_id)
            if gate.override is Override.NEVER:
                raise GateClosed("gate.never-passed", gate=gate.id, zh=gate.words.zh, en=gate.words.en)
            if not reason.strip():
                raise BadInput("reason.missing")
            due = due_at_gate(self.queries, process, order, gate.step)
            if gate not in closed_gates(process, order, gate.step, gate.moment, due):
                return
            work.append(
                GatePassed(order_id=order_id, at=self.clock.now(), gate=gate_id, step=gate.step, reason=reason.strip())
            )
            work.commit()


def _gate(process: Process, gate_id: GateId) -> Gate:
    """Return the gate of that id."""
    for gate in process.gates:
        if gate.id == gate_id:
            return gate
    raise NotFound("gate.unknown", gate=gate_id)
