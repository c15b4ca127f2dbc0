"""Things of a visit: what the order adds to the bag, and the parts that went in and came out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import OrderId
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.undo import UndoViewModel
from fieldapp.ui.viewmodels.visit_reader import VisitRead
from fieldapp.ui.viewmodels.visit_rows import NeedRow, PartRow, absent_needs, need_rows, part_rows
from fieldapp.ui.words import Words
from fieldapp.usecases.check_kit_item import CheckKitItem
from fieldapp.usecases.consume_part import ReversePartUse

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class BagViewModel(QObject):
    """Needs are ticked here by hand, by their label on the scan sheet (KIT-3); a part use can be taken back (PRT-2)."""

    changed = Signal()

    def __init__(
        self,
        *,
        check: CheckKitItem,
        reverse: ReversePartUse,
        undo: UndoViewModel,
        background: Background,
        words: Words,
    ) -> None:
        super().__init__()
        self._check = check
        self._reverse = reverse
        self._background = background
        self._words = words
        self._undo = undo
        self._order_id = OrderId("")
        self._absent: frozenset[str] = frozenset()
        self._needs = Rows(NeedRow, "need", self)
        self._parts = Rows(PartRow, "key", self)

    def show(self, read: VisitRead) -> None:
        """Show the things of this visit."""
        order = read.view.order
        self._order_id = order.id
        self._needs.show(need_rows(order, read.parts, self._words))
        self._absent = frozenset(absent_needs(order, read.stock))
        self._parts.show(part_rows(order, read.parts, read.stock, self._words))
        self.changed.emit()

    @Property(Rows, constant=True)
    def needs(self) -> Rows:
        """What the order adds to the bag."""
        return self._needs

    @Property(Rows, constant=True)
    def parts(self) -> Rows:
        """Parts in and out, new above old."""
        return self._parts

    @Property(str, notify=changed)
    def needsText(self) -> str:
        """ "2/3"."""
        rows = self._needs.rows()
        return f"{sum(1 for row in rows if row.checked)}/{len(rows)}"

    @Property(bool, notify=changed)
    def needsComplete(self) -> bool:
        """Whether everything the order asks for is in the bag."""
        return all(row.checked for row in self._needs.rows())

    @Slot(str, bool)
    def tick(self, need: str, present: bool) -> None:
        """Tick or untick by hand; the row says so."""
        self._background.writer.run(partial(self._check, self._order_id, need, present), self._stored)

    @Slot()
    def tickRest(self) -> None:
        """Tick by hand what is not in the bag yet and may be there: "all others are there" (USE-1).

        A spare that the van does not have stays open: nobody can have packed it.
        """
        open_ = [row.need for row in self._needs.rows() if not row.checked and row.need not in self._absent]
        if open_:
            job = partial(self._check_all, self._order_id, open_, present=True)
            self._background.writer.run(job, partial(self._ticked, self._order_id, open_))

    def _ticked(self, order_id: OrderId, needs: list[str], _nothing: None) -> None:
        """All are stored: the bar takes them back together with the ticks of the standard list."""
        text = self._words.say("undo.ticked_many", count=len(needs))
        job = partial(self._check_all, order_id, needs, present=False)
        self._undo.also(text, lambda: self._background.writer.run(job, self._stored))

    def _check_all(self, order_id: OrderId, needs: list[str], *, present: bool) -> None:
        for need in needs:
            self._check(order_id, need, present)

    @Slot(str)
    def takeBack(self, use_id: str) -> None:
        """Take a part use back: the part is on the van again, both lines stay in the ledger."""
        self._background.writer.run(partial(self._reverse, self._order_id, use_id), self._stored)

    def _stored(self, _nothing: None) -> None:
        """The bus tells what changed; the visit is read again from there."""
