"""The view models that stand on a visit's page beside its step: each knows one matter of the visit."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.ui.viewmodels.asked_sheet import AskedSheet
from fieldapp.ui.viewmodels.bag import BagViewModel
from fieldapp.ui.viewmodels.contact import ContactViewModel, Run
from fieldapp.ui.viewmodels.form_filling import FormFilling
from fieldapp.ui.viewmodels.late import LateViewModel
from fieldapp.ui.viewmodels.message import MessageViewModel
from fieldapp.ui.viewmodels.note_card import NoteCardViewModel
from fieldapp.ui.viewmodels.preparation import PreparationViewModel
from fieldapp.ui.viewmodels.site import SiteViewModel
from fieldapp.ui.viewmodels.visit_reader import VisitRead
from fieldapp.ui.viewmodels.way import WayViewModel


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPanes:
    """Form, bag, telephone, note card, delay, way, what is prepared before the trip, messages, the site."""

    asked: AskedSheet
    form: FormFilling
    bag: BagViewModel
    contact: ContactViewModel
    card: NoteCardViewModel
    late: LateViewModel
    way: WayViewModel
    prepare: PreparationViewModel
    message: MessageViewModel
    site: SiteViewModel

    def begin(self, run: Run) -> None:
        """Say who runs the verbs that take the visit on."""
        self.contact.begin(run)
        self.card.begin(run)
        self.late.begin(run)
        self.site.begin(run)
        self.late.goesOn.connect(self.contact.ask)
        self.prepare.contradicted.connect(self.site.coverage.ask)

    def show(self, read: VisitRead) -> None:
        """Show this reading of the visit."""
        self.form.open(read)
        self.bag.show(read)
        self.contact.show(read.contact)
        self.card.show(read.view.order)
        self.late.show(read.delay)
        self.way.show(read.view.order, read.view.departure)
        self.prepare.show(read.preparation, read.view.current, self.form)
        self.message.show(read.view.order)
        self.site.show(read.site)
        self.asked.answer(read.view.order.id)
