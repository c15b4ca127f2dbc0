"""A sales lead or an idea for the product goes to the centre with the next sync (SITE-13)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import OrderId
from fieldapp.domain.on_site import SuggestionKind
from fieldapp.domain.site_events import SuggestionNoted
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class NoteSuggestion:
    """Write down what the customer said."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, kind: SuggestionKind, text: str, customer_consents: bool) -> None:
        """Pass it on; the same words of the same kind count once.

        Raises BadInput("suggestion.empty"), Refused("suggestion.no-consent") for what the customer does not want passed
        on, Refused("order.not-open").
        """
        if not text.strip():
            raise BadInput("suggestion.empty")
        if not customer_consents:
            raise Refused("suggestion.no-consent")
        with self.begin() as work:
            order = open_order(work, order_id)
            said = {(one.kind, one.text) for one in order.visit.on_site.suggestions}
            if (kind, text.strip()) in said:
                return
            work.append(
                SuggestionNoted(
                    order_id=order_id,
                    at=self.clock.now(),
                    suggestion=kind,
                    text=text.strip(),
                    customer_consents=customer_consents,
                )
            )
            work.commit()
