"""Broken rules that the protocol's own list of mutants does not have, so that every invariant is seen to fail."""

from __future__ import annotations

from tests.simulation.centre import Centre, Mishap, Record
from tests.simulation.device import OWN, Device
from tests.simulation.documents import Document, Hand, new_order
from tests.simulation.messages import (
    Answer,
    Channel,
    Event,
    Operation,
    Page,
    Request,
    Verdict,
)
from tests.simulation.mutants import AppendingUpload, Mutant
from tests.simulation.ruling import Entry
from tests.simulation.scopes import Scope
from tests.simulation.setting import Rules
from tests.simulation.uploads import Blobs, Content


class _SplitsGroups(Centre):
    """Each event is ruled by itself."""

    def ruled(self, sender: int, events: list[Event]) -> tuple[dict[int, Document], list[Entry]]:
        drafts: dict[int, Document] = {}
        entries: list[Entry] = []
        for event in events:
            verdict, value = self.taken(sender, event, drafts)
            entries.append(Entry(event, verdict, value))
        return drafts, entries


class _SkipsUpcasting(Centre):
    """Events of old versions are read as if they were new."""

    def value_of(self, event: Event) -> int:
        payload = event.payload
        return payload if isinstance(payload, int) else payload[1]


class _OneScopeForAll(Centre):
    """Everybody is sent the first engineer's scope."""

    def pages(self, record: Record, request: Request) -> tuple[Page, ...]:
        pages = super().pages(record, request)
        return (self.scopes[0].page(request.cursors[0], self.page_size), *pages[1:])


class _ResyncClearsOutbox(Device):
    """A new snapshot means a fresh start: what has its verdict is thrown away, backup or not."""

    def apply(self, slot: int, page: Page) -> None:
        wanted = self.wanted[slot]
        super().apply(slot, page)
        if wanted and not self.wanted[slot]:
            self.outbox.prune(self.outbox.settled)


class _NeverOffersAgain(Device):
    """What once had a verdict is done with, whatever epoch the centre is in."""

    def offer_again(self, after: int) -> None:
        self.outbox.sent = self.outbox.settled


class _NoChain(Centre):
    """Numbers are enough: nobody compares histories."""

    def is_another_history(self, record: Record, request: Request) -> bool:
        return False


class _NoOrigin(Centre):
    """An event is its device's id and number: under a new identity it is another event."""

    def commit(self, record: Record, request: Request, drafts: dict[int, Document], entries: list[Entry]) -> None:
        super().commit(record, request, drafts, entries)
        self.origins.clear()


class _ServesTheRevoked(Centre):
    """A device out of use is served like any other."""

    def is_cut_off(self, record: Record) -> bool:
        return False


class _RepairsAtOnce(Device):
    """Whatever differs is fetched again, at every contact."""

    def plan_repairs(self, day: int) -> None:
        self.repaired_on = [None, None]
        super().plan_repairs(day)


class _TrustsItsDisk(Blobs):
    """A complete file is believed to be the right one."""

    upload_type = AppendingUpload

    def is_as_promised(self, name: int, content: Content) -> bool:
        return True


class _TrustsFiles(Centre):
    blobs_type = _TrustsItsDisk


class _ReplacesFacts(Centre):
    """Of the facts of one order the last two are kept: the newest matter most."""

    def applied(self, document: Document, event: Event, value: int, hand: Hand) -> tuple[Verdict, Document]:
        verdict, after = super().applied(document, event, value, hand)
        return verdict, after._replace(log=after.log[-2:])


class _UsbTakesNoRequests(Centre):
    """What comes by file is taken as it is, whoever had the order by then."""

    by_file = False

    def receive(self, request: Request, mishap: Mishap = Mishap.NONE) -> Answer | None:
        self.by_file = request.channel is Channel.USB
        return super().receive(request, mishap)

    def is_request(self, event: Event, hand: Hand) -> bool:
        return not self.by_file and super().is_request(event, hand)


class _Resurrects(Centre):
    """Late work for a deleted order brings it back, so that nothing is lost."""

    def taken(self, sender: int, event: Event, drafts: dict[int, Document]) -> tuple[Verdict, int]:
        if event.order in self.tombstones and event.order not in self.orders:
            self.orders[event.order] = new_order(event.order, sender, 0)
            self.tombstones.add(event.order)
        return super().taken(sender, event, drafts)


class _RowsOverInput(Device):
    """What came down last is what is shown."""

    def shown(self, order: int) -> Document | None:
        return self.rows[OWN].get(order)


class _WeakDigest(Scope):
    """The digest counts rows and does not look into them."""

    __slots__ = ()

    def put(self, operation: Operation, key: int, document: Document) -> None:
        digest, is_new = self.digest, key not in self.rows
        super().put(operation, key, document)
        if not is_new:
            self.digest = digest


class _DigestsBadly(Centre):
    scope_type = _WeakDigest


class _IgnoresExpiry(Device):
    """A cursor that the centre no longer knows is kept, in the hope of better days."""

    def apply(self, slot: int, page: Page) -> None:
        if not page.expired:
            super().apply(slot, page)


FURTHER = (
    Mutant("groups_are_split", "group_is_atomic", Rules(centre=_SplitsGroups)),
    Mutant("no_upcasting", "old_schema_events_apply", Rules(centre=_SkipsUpcasting)),
    Mutant("one_scope_for_all", "not_visible_outside_scope", Rules(centre=_OneScopeForAll)),
    Mutant("resync_clears_outbox", "full_resync_keeps_outbox", Rules(device=_ResyncClearsOutbox)),
    Mutant("never_offers_again", "restore_epoch_reoffers", Rules(device=_NeverOffersAgain)),
    Mutant("no_chain", "fork_detected", Rules(centre=_NoChain)),
    Mutant("no_origin", "exactly_once_effect", Rules(centre=_NoOrigin)),
    Mutant("serves_the_revoked", "revoked_device_rejected", Rules(centre=_ServesTheRevoked)),
    Mutant("repairs_at_once", "bounded_repair", Rules(device=_RepairsAtOnce)),
    Mutant("trusts_files", "blob_hash_matches", Rules(centre=_TrustsFiles)),
    Mutant("replaces_facts", "append_only_union", Rules(centre=_ReplacesFacts)),
    Mutant("usb_takes_everything", "usb_equals_network", Rules(centre=_UsbTakesNoRequests)),
    Mutant("late_work_resurrects", "no_resurrection", Rules(centre=_Resurrects)),
    Mutant("rows_over_input", "no_unacked_input_overwritten", Rules(device=_RowsOverInput)),
    Mutant("weak_digest", "digest_equal_iff_rows_equal", Rules(centre=_DigestsBadly)),
    Mutant("expired_is_ignored", "converges_when_quiet", Rules(device=_IgnoresExpiry)),
)
"""What is needed besides to see each invariant fail once."""
