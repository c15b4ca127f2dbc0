"""The pages of the engineer's work, put together: which use cases each view model gets, and which route opens it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from fieldapp.ui.capture.sounds import Silence, Sounds
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.alarm_watch import AlarmWatch
from fieldapp.ui.viewmodels.answer_pictures import AnswerPictures
from fieldapp.ui.viewmodels.asked_sheet import AskedSheet
from fieldapp.ui.viewmodels.bag import BagViewModel
from fieldapp.ui.viewmodels.conflict import ConflictViewModel
from fieldapp.ui.viewmodels.contact import ContactViewModel
from fieldapp.ui.viewmodels.document import DocumentViewModel
from fieldapp.ui.viewmodels.form_filling import FormFilling
from fieldapp.ui.viewmodels.form_move import FormMoveViewModel
from fieldapp.ui.viewmodels.late import LateViewModel
from fieldapp.ui.viewmodels.message import MessageViewModel
from fieldapp.ui.viewmodels.navigator import Route
from fieldapp.ui.viewmodels.news import NewsViewModel
from fieldapp.ui.viewmodels.note_card import CardDoors, NoteCardViewModel
from fieldapp.ui.viewmodels.order import OrderViewModel
from fieldapp.ui.viewmodels.orders import AskLate, OrdersViewModel
from fieldapp.ui.viewmodels.preparation import PreparationViewModel
from fieldapp.ui.viewmodels.quote import QuoteViewModel
from fieldapp.ui.viewmodels.site import SiteViewModel
from fieldapp.ui.viewmodels.sync_watch import SyncWatch
from fieldapp.ui.viewmodels.today import TodayViewModel
from fieldapp.ui.viewmodels.visit import VisitViewModel
from fieldapp.ui.viewmodels.visit_actions import VisitActions
from fieldapp.ui.viewmodels.visit_panes import VisitPanes
from fieldapp.ui.viewmodels.visit_reader import VisitReader
from fieldapp.ui.viewmodels.way import WayViewModel
from fieldapp.usecases.accept_order import AcceptOrder
from fieldapp.usecases.arrival_margin import ChooseMargin, WriteSetting
from fieldapp.usecases.check_kit_item import CheckKitItem
from fieldapp.usecases.clash_verbs import ClashVerbs
from fieldapp.usecases.complete_step import CompleteStep
from fieldapp.usecases.consume_part import ReversePartUse
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.move_form import MoveForm
from fieldapp.usecases.own_phrases import OwnPhrases
from fieldapp.usecases.pass_gate import PassGate
from fieldapp.usecases.planning_verbs import PlanningVerbs
from fieldapp.usecases.ports import NewsShelf, Queries
from fieldapp.usecases.preview_form_move import PreviewFormMove
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.reopen_step import ReopenStep
from fieldapp.usecases.save_answer import SaveAnswer
from fieldapp.usecases.send_message import SendMessage
from fieldapp.usecases.show_alarms import ShowAlarms
from fieldapp.usecases.show_order import ShowOrder
from fieldapp.usecases.show_site import ShowSite
from fieldapp.usecases.show_today import ShowToday
from fieldapp.usecases.show_visit import ShowVisit
from fieldapp.usecases.site_verbs import SiteVerbs
from fieldapp.usecases.skip_step import SkipStep


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDoors:
    """What the pages of work do and read; `sounds` goes with a warning."""

    queries: Queries
    forms: FormShelf
    show_today: ShowToday
    show_order: ShowOrder
    show_visit: ShowVisit
    show_alarms: ShowAlarms
    accept: AcceptOrder
    hand_back: HandBackOrder
    save: SaveAnswer
    remember: RememberPlace
    complete: CompleteStep
    skip: SkipStep
    reopen: ReopenStep
    pass_gate: PassGate
    preview_form_move: PreviewFormMove
    move_form: MoveForm
    check_kit: CheckKitItem
    reverse_part: ReversePartUse
    contact: ContactVerbs
    write_setting: WriteSetting
    planning: PlanningVerbs
    send_message: SendMessage
    site: SiteVerbs
    news: NewsShelf
    clashes: ClashVerbs
    card: CardDoors
    sounds: Sounds = field(default_factory=Silence)


@dataclass(frozen=True, slots=True)
class WorkScreens:
    """The view models of today, orders and visit; whoever holds this keeps them alive for QML."""

    today: TodayViewModel
    orders: OrdersViewModel
    visit: VisitViewModel
    quote: QuoteViewModel
    sync_watch: SyncWatch
    alarm_watch: AlarmWatch
    news: NewsViewModel
    document: DocumentViewModel


def work_screens(doors: WorkDoors, stage: Stage) -> WorkScreens:
    """Make the view models and their routes; called on the UI thread once the application is assembled."""
    reader = VisitReader(
        doors.show_visit,
        doors.forms,
        doors.queries,
        stage.ticker.now,
        doors.contact.show,
        doors.planning.show,
        doors.contact.show_delay,
        ShowSite(doors.queries, doors.forms, stage.ticker.now),
    )
    asked = AskedSheet()
    visit = _visit(doors, stage, reader, asked)
    today = _today(doors, stage, reader, _conflict(doors, stage, asked, visit))
    screens = WorkScreens(
        today,
        _orders(doors, stage, lambda order_id: asked.ask(order_id, partial(visit.contact.ask, "late"))),
        visit,
        _quote(doors, stage, asked, visit),
        SyncWatch(doors.queries, stage.shell, stage.background, stage.bus),
        AlarmWatch(doors.show_alarms, doors.remember, stage, doors.sounds, today.ahead),
        NewsViewModel(doors.news, stage.navigator, stage.background, stage.bus, stage.words, stage.ticker),
        DocumentViewModel(doors.queries, stage.background, stage.words),
    )
    screens.sync_watch.read()
    screens.news.read()
    screens.alarm_watch.read()
    stage.navigator.add(
        Route("today", "today/TodayPage.qml", screens.today, "today", enter=lambda _: screens.today.load()),
        Route("orders", "order/OrdersPage.qml", screens.orders, "orders", enter=screens.orders.enter),
        Route("order", "order/OrdersPage.qml", screens.orders, "orders", enter=screens.orders.enter),
        Route("news", "news/NewsPage.qml", screens.news, "today", enter=lambda _: screens.news.read()),
        Route("visit", "visit/VisitPage.qml", screens.visit, "orders", enter=screens.visit.enter),
        Route("quote", "visit/QuotePage.qml", screens.quote, "orders", enter=screens.quote.enter, whole_screen=True),
        Route("document", "report/DocumentPage.qml", screens.document, enter=screens.document.enter),
    )
    return screens


def _order(doors: WorkDoors, stage: Stage) -> OrderViewModel:
    """Return the view model of one order; today and the list have one each."""
    order = OrderViewModel(
        show=doors.show_order,
        accept=doors.accept,
        hand_back=doors.hand_back,
        propose=doors.planning.propose,
        message=_message(doors, stage),
        clashes=doors.clashes,
        background=stage.background,
        bus=stage.bus,
        words=stage.words,
        ticker=stage.ticker,
    )
    return order


def _conflict(doors: WorkDoors, stage: Stage, asked: AskedSheet, visit: VisitViewModel) -> ConflictViewModel:
    show = doors.contact.show_conflict
    return ConflictViewModel(show, asked, visit.contact, stage.navigator, stage.background, stage.words)


def _today(doors: WorkDoors, stage: Stage, reader: VisitReader, conflict: ConflictViewModel) -> TodayViewModel:
    return TodayViewModel(
        show=doors.show_today,
        missing_kit=reader.missing_kit,
        order=_order(doors, stage),
        conflict=conflict,
        navigator=stage.navigator,
        background=stage.background,
        bus=stage.bus,
        words=stage.words,
        ticker=stage.ticker,
    )


def _orders(doors: WorkDoors, stage: Stage, ask_late: AskLate) -> OrdersViewModel:
    return OrdersViewModel(
        read=doors.queries.orders,
        ask_late=ask_late,
        order=_order(doors, stage),
        navigator=stage.navigator,
        background=stage.background,
        bus=stage.bus,
        words=stage.words,
        ticker=stage.ticker,
    )


def _visit(doors: WorkDoors, stage: Stage, reader: VisitReader, asked: AskedSheet) -> VisitViewModel:
    actions = VisitActions(
        complete=doors.complete,
        skip=doors.skip,
        reopen=doors.reopen,
        pass_gate=doors.pass_gate,
        remember=doors.remember,
    )
    move = FormMoveViewModel(
        preview=doors.preview_form_move, move=doors.move_form, background=stage.background, words=stage.words
    )
    form = FormFilling(
        save=doors.save,
        remember=doors.remember,
        move=move,
        pictures=_pictures(doors, stage),
        phrases=OwnPhrases(doors.queries),
        background=stage.background,
        words=stage.words,
        ticker=stage.ticker,
    )
    panes = _panes(doors, stage, form, asked)
    return VisitViewModel(
        read=reader,
        actions=actions,
        panes=panes,
        navigator=stage.navigator,
        background=stage.background,
        bus=stage.bus,
        words=stage.words,
        ticker=stage.ticker,
    )


def _quote(doors: WorkDoors, stage: Stage, asked: AskedSheet, visit: VisitViewModel) -> QuoteViewModel:
    return QuoteViewModel(
        doors.queries.order,
        doors.site,
        lambda order_id: asked.ask(order_id, visit.site.coverage.ask),
        stage.navigator,
        stage.background,
        stage.words,
    )


def _panes(doors: WorkDoors, stage: Stage, form: FormFilling, asked: AskedSheet) -> VisitPanes:
    """Return what stands beside the step of a visit."""
    bag = BagViewModel(
        check=doors.check_kit,
        reverse=doors.reverse_part,
        undo=form.undo,
        background=stage.background,
        words=stage.words,
    )
    contact, message = ContactViewModel(doors.contact, stage.words, stage.ticker), _message(doors, stage)
    return VisitPanes(
        asked=asked,
        form=form,
        bag=bag,
        contact=contact,
        card=_card(doors, stage),
        late=LateViewModel(doors.contact.tell_delay, doors.send_message, stage.words, stage.ticker),
        way=WayViewModel(ChooseMargin(doors.write_setting), stage.background, stage.bus, stage.words),
        prepare=_prepare(doors, stage, contact, message),
        message=message,
        site=SiteViewModel(doors.site, _pictures(doors, stage), stage.words, stage.ticker),
    )


def _prepare(
    doors: WorkDoors, stage: Stage, contact: ContactViewModel, message: MessageViewModel
) -> PreparationViewModel:
    return PreparationViewModel(
        doors.planning,
        contact=contact,
        message=message,
        background=stage.background,
        words=stage.words,
        ticker=stage.ticker,
    )


def _message(doors: WorkDoors, stage: Stage) -> MessageViewModel:
    """Return what writes to the office; each page has its own, so that one sheet opens."""
    unsent = doors.queries.unsent_messages
    return MessageViewModel(doors.send_message, unsent, stage.background, stage.words, stage.ticker)


def _card(doors: WorkDoors, stage: Stage) -> NoteCardViewModel:
    return NoteCardViewModel(doors.card, _pictures(doors, stage), stage.background, stage.words, stage.ticker)


def _pictures(doors: WorkDoors, stage: Stage) -> AnswerPictures:
    """Return what takes photos in; each receiver has its own."""
    return AnswerPictures(doors.queries.blob, stage.background)
