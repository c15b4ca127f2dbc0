"""Go on with another version of a form, because the engineer chose so; nothing is lost by it (PRO-2)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import Refused
from fieldapp.domain.events import FormMoved
from fieldapp.domain.ids import FormId, OrderId, Sha256
from fieldapp.domain.process import AnswerPlace
from fieldapp.usecases.form_crossing import FormCrossing, step_over
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries


@dataclass(frozen=True, slots=True)
class MoveForm:
    """Write one event: which version, what goes to the attic, what comes back, what says something else now.

    The form moves for every step that asks it. None of them may be over: a completed or skipped step keeps the
    version its answers were given in, until it is opened again.
    """

    begin: Begin
    clock: Clock
    queries: Queries
    crossing: FormCrossing

    def __call__(self, order_id: OrderId, form_id: FormId, to_sha256: Sha256) -> None:
        """Move to any version that is here, newer or older; the version the order has already is no move.

        Raises NotFound("form.unknown", "form.version-unknown"), Refused("form.step-over"), Refused("order.not-open"),
        FormError; then nothing was changed.
        """
        read = self.queries.order(order_id)
        crossed = self.crossing(read, form_id, to_sha256)  # takes its time, so it comes before the transaction
        with self.begin() as work:
            order = open_order(work, order_id)
            if order.pin.forms.get(form_id) == to_sha256:
                return
            if order != read:
                crossed = self.crossing(order, form_id, to_sha256)
            step = step_over(order, self.queries.process(order.pin), form_id)
            if step is not None:
                raise Refused("form.step-over", step=step)
            work.append(
                FormMoved(
                    order_id=order_id,
                    at=self.clock.now(),
                    form_id=form_id,
                    from_sha256=crossed.from_sha256,
                    to_sha256=to_sha256,
                    dropped=tuple(AnswerPlace(step=kept.step, field=kept.name) for kept in crossed.dropped),
                    restored=crossed.restored,
                    reworded=crossed.reworded,
                )
            )
            work.commit()
