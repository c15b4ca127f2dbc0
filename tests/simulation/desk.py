"""What the office does: every act is one transaction, which writes the rows and, last, the numbers of their scopes."""

from __future__ import annotations

from tests.simulation.documents import NOBODY, Document, Field, Hand, new_order
from tests.simulation.messages import TAKEN, Operation
from tests.simulation.ruling import Orders
from tests.simulation.scopes import Scope


class Edit:
    """Somebody in the office gives a field another value; `base` is what stood there when he opened the page."""

    __slots__ = ("base", "field", "order", "reserved", "value", "wall")

    def __init__(self, order: int, field: Field, base: int, value: int, wall: int) -> None:
        self.order = order
        self.field = field
        self.base = base
        self.value = value
        self.wall = wall
        self.reserved: tuple[int, int] | None = None
        """Scope and number, where a centre gives numbers before it commits."""


class Desk(Orders):
    """A centre's orders and scopes, as the office changes them."""

    __slots__ = ("pending", "reference", "scopes")

    scope_type = Scope

    def __init__(self, engineers: int, schema: int) -> None:
        super().__init__(schema)
        self.scopes = [self.scope_type() for _ in range(engineers + 1)]
        """One of each engineer's, and last the reference data, which all follow."""
        self.reference = engineers
        self.pending: list[Edit] = []
        """Transactions that were begun and neither committed nor rolled back."""

    def open_order(self, order: int, assignee: int, value: int) -> None:
        """Take in an order for an engineer."""
        self.ever[order] = frozenset((assignee,))
        document = self.orders[order] = new_order(order, assignee, value)
        self.scopes[assignee].put(Operation.GRANT, order, document)

    def save(self, document: Document) -> None:
        """Write an order's row where it can be seen."""
        self.orders[document.order] = document
        self.scopes[document.assignee].put(Operation.PUT, document.order, document)

    def edit(self, edit: Edit) -> bool:
        """Change a field of an order; return whether there was still an order to change."""
        document = self.orders.get(edit.order)
        if document is None:
            return False
        verdict, changed = self.merged(document, edit.field, edit.base, edit.value, Hand.OFFICE, edit.wall)
        assert verdict in TAKEN
        self.save(changed)
        return True

    def reassign(self, order: int, to: int) -> None:
        """Give an order to somebody else: revoked there and granted here, in one transaction (rule 5)."""
        document = self.orders[order]
        if document.assignee == to:
            return
        self.take_from(document)
        granted = self.orders[order] = document._replace(assignee=to)
        self.ever[order] |= {to}
        self.scopes[to].put(Operation.GRANT, order, granted)

    def take_from(self, document: Document) -> None:
        """Tell the one who had the order that it is not his any more."""
        self.scopes[document.assignee].end(Operation.REVOKE, document.order)

    def delete(self, order: int) -> None:
        """Delete an order and remember that there was one."""
        document = self.orders.pop(order)
        self.tombstones.add(order)
        self.scopes[document.assignee].end(Operation.DELETE, order)

    def put_reference(self, key: int, value: int) -> None:
        """Publish a new version of a row that everybody follows."""
        self.scopes[self.reference].put(Operation.PUT, key, Document(key, NOBODY, (value,), (), 0, ()))

    def withdraw_reference(self, key: int) -> None:
        """Take a reference row back."""
        self.scopes[self.reference].end(Operation.DELETE, key)

    def begin(self, edit: Edit) -> None:
        """Begin a transaction that commits late, or never. It has no number yet."""
        self.pending.append(edit)

    def commit_late(self, edit: Edit) -> bool:
        """Commit a transaction that was begun; only now its scope's counter is raised."""
        self.pending.remove(edit)
        return self.edit(edit)
