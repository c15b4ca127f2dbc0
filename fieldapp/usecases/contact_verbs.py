"""Everything that is done by telephone, in one hand: the screens of the call and the device share it."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.usecases.confirm_visit import ConfirmVisit
from fieldapp.usecases.correct_details import CorrectDetails
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.go_by_address import GoByAddress
from fieldapp.usecases.move_appointment import MoveAppointment
from fieldapp.usecases.note_no_answer import NoteNoAnswer
from fieldapp.usecases.note_nobody_met import NoteNobodyMet
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.ports import Begin, Clock
from fieldapp.usecases.record_call_back import RecordCallBack
from fieldapp.usecases.send_somebody_else import SendSomebodyElse
from fieldapp.usecases.show_conflict import ShowConflict
from fieldapp.usecases.show_contact import ShowContact
from fieldapp.usecases.tell_delay import ShowDelay, TellDelay


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactVerbs:
    """The verbs of the telephone; a call whose outcome needs nothing more is completed as a step."""

    show: ShowContact
    no_answer: NoteNoAnswer
    go_by_address: GoByAddress
    move: MoveAppointment
    correct: CorrectDetails
    call_back: RecordCallBack
    confirm: ConfirmVisit
    send_somebody_else: SendSomebodyElse
    nobody_met: NoteNobodyMet
    show_conflict: ShowConflict
    show_delay: ShowDelay
    tell_delay: TellDelay


@dataclass(frozen=True, slots=True)
class Telephone:
    """What all verbs stand on."""

    begin: Begin
    clock: Clock
    forms: FormShelf
    plan: PlanWay

    def verbs(self) -> ContactVerbs:
        """Return every verb over the same store and clock."""
        begin, clock, forms, plan = self.begin, self.clock, self.forms, self.plan
        queries = plan.queries
        return ContactVerbs(
            show=ShowContact(queries, plan, clock),
            no_answer=NoteNoAnswer(begin, clock, queries, forms),
            go_by_address=GoByAddress(begin, clock, queries),
            move=MoveAppointment(begin, clock, queries, forms),
            correct=CorrectDetails(begin, clock, plan.zone, queries, forms),
            call_back=RecordCallBack(begin, clock, queries, forms),
            confirm=ConfirmVisit(begin, clock),
            send_somebody_else=SendSomebodyElse(begin, clock),
            nobody_met=NoteNobodyMet(begin, clock, queries, forms),
            show_conflict=ShowConflict(plan, clock),
            show_delay=ShowDelay(queries, plan, clock),
            tell_delay=TellDelay(begin, clock),
        )
