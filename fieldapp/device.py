"""The device without its screen: store, sync and use cases, put together from typed constructors (decision 4).

`app.py` stands a window on it; journeys, the kill tests and the demo's enrolment use it as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from fieldapp.config import DeviceConfig
from fieldapp.domain.customer import Coordinates
from fieldapp.domain.errors import StoreError
from fieldapp.domain.events import Arrived, RecordedEvent
from fieldapp.enrolled import HOME, ca_file, keys_of, pin_again
from fieldapp.reports.late_report import LateReport
from fieldapp.stick import usb_road
from fieldapp.store.blobs import BlobQueue
from fieldapp.store.caretaker import Caretaker, Told
from fieldapp.store.clock import DeviceClock, SystemClock
from fieldapp.store.database import Database, open_database
from fieldapp.store.form_snapshots import StoreFormSnapshots
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.store.inbox import Inbox
from fieldapp.store.key_copy import StoreKeyCopy
from fieldapp.store.outbox import Outbox
from fieldapp.store.queries import StoreQueries
from fieldapp.store.settings import Settings
from fieldapp.store.unit_of_work import Committed, PublishedUnitOfWork
from fieldapp.sync.engine import SyncEngine
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.sync.ports import Applied
from fieldapp.sync.usb_bundle import UsbRoad
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.usecases.accept_order import AcceptOrder
from fieldapp.usecases.check_kit_item import CheckKitItem, CheckKitLabel
from fieldapp.usecases.complete_step import CompleteStep
from fieldapp.usecases.consume_part import ConsumePart, RemovePart, ReversePartUse
from fieldapp.usecases.contact_verbs import ContactVerbs, Telephone
from fieldapp.usecases.form_crossing import FormCrossing
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.learn_travel import LearnTravel, OwnTravel
from fieldapp.usecases.limit_tables import LimitTables, shipped_tables
from fieldapp.usecases.move_form import MoveForm
from fieldapp.usecases.open_new_order import OpenNewOrder
from fieldapp.usecases.pass_gate import PassGate
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.planning_verbs import PlanningVerbs, planning_verbs
from fieldapp.usecases.propose_fault import ProposeFault
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.reopen_step import ReopenStep
from fieldapp.usecases.resume_visit import ResumeVisit
from fieldapp.usecases.save_answer import SaveAnswer
from fieldapp.usecases.send_message import SendMessage
from fieldapp.usecases.show_alarms import ShowAlarms
from fieldapp.usecases.show_asset import ShowAsset
from fieldapp.usecases.show_clocks import ShowClocks
from fieldapp.usecases.show_order import ShowOrder
from fieldapp.usecases.show_today import ShowToday
from fieldapp.usecases.show_visit import ShowVisit
from fieldapp.usecases.sign_report import DraftReport, SignReport
from fieldapp.usecases.site_verbs import SiteVerbs, site_verbs
from fieldapp.usecases.skip_step import SkipStep

Pulled = Callable[[Applied], None]
"""Is told what an answer of the centre changed here, on the thread that syncs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Everything the engineer can do and see on this tablet. `close` gives the data folder free."""

    database: Database
    clock: DeviceClock
    queries: StoreQueries
    identity: Enrolment
    forms: FormShelf
    hand_back: HandBackOrder
    save_answer: SaveAnswer
    remember_place: RememberPlace
    complete_step: CompleteStep
    skip_step: SkipStep
    reopen_step: ReopenStep
    pass_gate: PassGate
    move_form: MoveForm
    check_kit: CheckKitItem
    check_kit_label: CheckKitLabel
    consume_part: ConsumePart
    remove_part: RemovePart
    reverse_part: ReversePartUse
    contact: ContactVerbs
    open_new_order: OpenNewOrder
    sign_report: SignReport
    show_today: ShowToday
    show_order: ShowOrder
    show_visit: ShowVisit
    show_alarms: ShowAlarms
    sync: SyncEngine
    usb: UsbRoad
    centre: HttpCentre
    caretaker: Caretaker

    @property
    def draft_report(self) -> DraftReport:
        """Return who drafts what is signed then."""
        return self.sign_report.draft

    @property
    def show_asset(self) -> ShowAsset:
        """Return what shows a machine with its history and papers."""
        return ShowAsset(self.queries)

    @property
    def settings(self) -> Settings:
        """Return what the engineer has set on this tablet."""
        return Settings(self.database)

    @property
    def accept(self) -> AcceptOrder:
        """Return what takes an order (ACC-5)."""
        return AcceptOrder(self.complete_step)

    @property
    def planning(self) -> PlanningVerbs:
        """Return what the analysis before the trip does (ANA)."""
        return planning_verbs(self.save_answer.begin, self.clock, self.show_order.plan)

    @property
    def propose_fault(self) -> ProposeFault:
        """Return what proposes the case of a visit for the fault library (KNO-2)."""
        return ProposeFault(self.save_answer.begin, self.clock, self.queries, self.forms)

    @property
    def send_message(self) -> SendMessage:
        """Return what writes to the office (ACC-2, SITE-5)."""
        return SendMessage(self.save_answer.begin, self.clock)

    @property
    def site(self) -> SiteVerbs:
        """Return what is agreed at the customer's beside the work: price, slips, what is passed on."""
        return site_verbs(self.save_answer.begin, self.clock, self.queries, self.forms, self.draft_report.zone)

    @property
    def resume_visit(self) -> ResumeVisit:
        """Return what finds the visit that was under way (SITE-9)."""
        return ResumeVisit(self.queries)

    def close(self) -> None:
        """Close connections and database; later calls fail. A centre that ends waits for connections left open."""
        self.caretaker.close()
        self.centre.close()
        self.database.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Who is told about changes; a device without a screen needs none."""

    committed: Committed = lambda _recorded: None
    pulled: Pulled = lambda _applied: None
    cared: Told = lambda _failure: None


def unlock(config: DeviceConfig, pin: str, clock: DeviceClock | None = None) -> bytes:
    """Return the data key. Raises Refused("pin.wrong", "pin.wait"), StoreDamaged."""
    return keys_of(config, clock).unlock(pin)


def open_device(
    config: DeviceConfig,
    key: bytes,
    listeners: Listeners | None = None,
    clock: DeviceClock | None = None,
    centre_url: str = "",
) -> Device:
    """Open the store and put the device together; heavy imports happened with this module. Checks and copies follow.

    `centre_url` replaces the address of the enrolment (the demo's server takes a free port at each start).
    Raises StoreBusy, StoreDamaged, StoreError, StoreFull.
    """
    listeners = listeners or Listeners()
    clock = clock or SystemClock()
    database = open_database(config.data, key, clock)
    try:
        known = Identity(database).enrolment()
        if known is None:
            raise StoreError("store.not-enrolled")
        pin_again(config, known)
        copy = StoreKeyCopy(database, key)
        device = _compose(config, copy, clock, known, listeners, centre_url or known.centre_url)
    except BaseException:
        database.close()
        raise
    device.caretaker.look()
    return device


def _with_trips(listeners: Listeners, travel: OwnTravel, tables: LimitTables) -> Listeners:
    """Return listeners before whom the way is learnt anew after an arrival, after a pull the limits, too (DEP-5)."""

    def committed(recorded: tuple[RecordedEvent, ...]) -> None:
        if any(isinstance(one.event, Arrived) for one in recorded):
            travel.forget()
        listeners.committed(recorded)

    def pulled(applied: Applied) -> None:
        travel.forget()
        tables.forget()
        listeners.pulled(applied)

    return replace(listeners, committed=committed, pulled=pulled)


def _roads(config: DeviceConfig, queries: StoreQueries, listeners: Listeners) -> tuple[PlanWay, ShowClocks, Listeners]:
    """Return what plans the ways and reckons the clocks, and listeners that keep the ways learnt."""
    travel = OwnTravel(LearnTravel(queries, Coordinates.from_text(queries.setting(HOME, "")), config.zone))
    tables = shipped_tables(queries, config.resources.limits, config.resources.calendars)
    plan = PlanWay(queries, travel, config.zone, tables.leads)
    return plan, ShowClocks(plan, tables), _with_trips(listeners, travel, tables)


def _shelf(queries: StoreQueries, known: Enrolment) -> FormShelf:
    """Return the shelf of forms, which knows what they may ask of this tablet."""
    properties = {"deviceid": known.device_id, "username": known.engineer_name}
    return FormShelf(queries, properties=properties, snapshots=StoreFormSnapshots(queries.database))


def _compose(
    config: DeviceConfig, copy: StoreKeyCopy, clock: DeviceClock, known: Enrolment, listeners: Listeners, url: str
) -> Device:
    """Put store, use cases and sync together."""
    queries, files = StoreQueries(copy.database), config.resources
    forms = _shelf(queries, known)
    plan, clocks, listeners = _roads(config, queries, listeners)
    draft = DraftReport(queries, clock, forms, config.zone)
    sync, centre, caretaker = _behind(config, copy, known, listeners, url)
    begin = partial(PublishedUnitOfWork, copy.database, listeners.committed)
    return Device(
        database=copy.database,
        clock=clock,
        queries=queries,
        identity=known,
        forms=forms,
        hand_back=HandBackOrder(begin, clock),
        save_answer=SaveAnswer(begin, clock),
        remember_place=RememberPlace(begin),
        complete_step=CompleteStep(begin, clock, queries, forms),
        skip_step=SkipStep(begin, clock, queries),
        reopen_step=ReopenStep(begin, clock),
        pass_gate=PassGate(begin, clock, queries),
        move_form=MoveForm(begin, clock, queries, FormCrossing(queries, forms, clock)),
        check_kit=CheckKitItem(begin, clock),
        check_kit_label=CheckKitLabel(begin, clock, queries),
        consume_part=ConsumePart(begin, clock, queries),
        remove_part=RemovePart(begin, clock, queries),
        reverse_part=ReversePartUse(begin, clock),
        contact=Telephone(begin, clock, forms, plan).verbs(),
        open_new_order=OpenNewOrder(begin, clock, queries, clocks.tables.limits),
        sign_report=SignReport(begin, clock, queries, draft, LateReport(files.fonts, files.words, url)),
        show_today=ShowToday(queries, clock, plan.travel, config.zone, leads=plan.leads),
        show_order=ShowOrder(queries, plan, config.zone, clocks),
        show_visit=ShowVisit(queries, plan, forms, clock),
        show_alarms=ShowAlarms(queries, plan, clock, clocks),
        sync=sync,
        usb=usb_road(copy, sync.identity, listeners.pulled),
        centre=centre,
        caretaker=caretaker,
    )


def _centre(config: DeviceConfig, known: Enrolment, url: str) -> HttpCentre:
    """Return the centre over HTTPS, with the pinned CA and the device's own key."""
    credentials = Credentials(
        device_id=known.device_id, token=known.token, signer=DeviceKey.from_secret(known.signing_key)
    )
    return HttpCentre(url, ca_file(config), credentials)


def _behind(
    config: DeviceConfig, copy: StoreKeyCopy, known: Enrolment, listeners: Listeners, url: str
) -> tuple[SyncEngine, HttpCentre, Caretaker]:
    """Return what works behind the screen: sync over the store's doors, its centre, the store's caretaker."""
    database, centre = copy.database, _centre(config, known, url)
    caretaker = Caretaker(database, listeners.cared)
    engine = SyncEngine(
        centre=centre,
        outbox=Outbox(database),
        inbox=Inbox(database),
        blobs=BlobQueue(database),
        identity=Identity(database, caretaker.look),
        key_copy=copy,
        published=listeners.pulled,
        hang_up_line=centre.hang_up,
        take_up_line=centre.take_up,
        ask_ahead=centre.ask_ahead,
    )
    return engine, centre, caretaker
