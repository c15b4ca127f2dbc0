"""Pages out of orders and records: words from `texts`, layout from templates, nothing decided in either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fieldapp.centre.archive import OrderRecord
from fieldapp.centre.desk.alerts import Alert
from fieldapp.centre.forms_desk.overview import FormRow
from fieldapp.centre.pages.clash_rows import clash_rows
from fieldapp.centre.pages.device_rows import DeviceRow, heading
from fieldapp.centre.pages.event_rows import event_rows
from fieldapp.centre.pages.office_rows import office_rows
from fieldapp.centre.pages.parked_rows import ParkedRow
from fieldapp.centre.pages.record_rows import (
    Words,
    answer_rows,
    attic_rows,
    fee_rows,
    move_rows,
    part_rows,
    step_rows,
)
from fieldapp.centre.pages.site_rows import bag_rows, site_rows
from fieldapp.centre.pages.standing_rows import standing_rows
from fieldapp.centre.settings import CentreSettings
from fieldapp.centre.verification import Verification
from fieldapp.centre.vocabulary import Vocabulary
from fieldapp.domain.messages import open_messages
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.texts.catalogue import Catalogue
from fieldapp.workflow.clashes import open_clashes

_FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Pages:
    """The templates, loaded once."""

    environment: Environment
    catalogue: Catalogue
    company: str
    zone: ZoneInfo
    style: str

    @classmethod
    def load(cls, settings: CentreSettings) -> Pages:
        """Read templates, style and words."""
        environment = Environment(
            loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        catalogue = Catalogue.load(settings.resources / "i18n")
        style = (_FOLDER / "style.css").read_text(encoding="utf-8")
        return cls(environment, catalogue, settings.company, settings.zone, style)

    def order_list(self, orders: Sequence[WorkOrder], alerts: Sequence[Alert], language: str, now: datetime) -> str:
        """Return the page that lists the orders as they stand now; the alerts that hold stand above them."""
        counts = {state: sum(order.state is state for order in orders) for state in OrderState}
        return self._render(
            "orders.html",
            language,
            path="/",
            rows=standing_rows(orders, self.words(language), now),
            counts=counts,
            alerts=alerts,
            messages=sum(len(open_messages(order)) for order in orders),
            clashes=sum(len(open_clashes(order)) for order in orders),
        )

    def order(self, record: OrderRecord, vocabulary: Vocabulary, language: str) -> str:
        """Return the page of one order with its whole record."""
        words = self.words(language)
        return self._render(
            "order.html",
            language,
            path=f"/orders/{record.order.number}",
            record=record,
            order=record.order,
            steps=step_rows(record.order, vocabulary, words),
            answers=answer_rows(record.order, vocabulary, words),
            attic=attic_rows(record.order, vocabulary, words),
            moves=move_rows(record.order, vocabulary, words),
            parts=part_rows(record, words),
            fees=fee_rows(record.order, words),
            clashes=clash_rows(record.order, vocabulary, words),
            office=office_rows(record.order, words),
            site=site_rows(record.order, words),
            bag=bag_rows(record.order, words),
            events=event_rows(record, vocabulary, words),
        )

    def form_list(self, forms: Sequence[FormRow], language: str) -> str:
        """Return the page of the forms and their versions."""
        return self._render("forms.html", language, path="/forms", forms=forms)

    def device_list(self, devices: Sequence[DeviceRow], language: str) -> str:
        """Return the page of the tablets and of who was given their codes."""
        columns = heading(self.words(language))
        return self._render("devices.html", language, path="/devices", devices=devices, columns=columns)

    def parked_list(self, events: Sequence[ParkedRow], language: str) -> str:
        """Return the page of what waits for the office."""
        return self._render("parked.html", language, path="/parked", events=events)

    def missing(self, language: str) -> str:
        """Return the page for a file of the forms that is not here."""
        return self._render("missing.html", language, path="/forms")

    def verification(self, found: Verification | None, path: str, language: str) -> str:
        """Return the public page on one report version; the same for every version that is not here."""
        return self._render("verification.html", language, path=path, found=found)

    def words(self, language: str) -> Words:
        """Return the words of a language at the company's place."""
        return Words(self.catalogue, language, self.zone)

    def _render(self, template: str, language: str, **values: object) -> str:
        words = self.words(language)
        return self.environment.get_template(template).render(
            t=words.text,
            day=words.day,
            clock=words.clock,
            window=words.window,
            money=words.money,
            name=words.enum,
            language=language,
            company=self.company,
            **values,
        )
