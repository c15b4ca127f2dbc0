"""The road without a network: what waits goes into one file for the depot, and the depot's answer comes back (SYN-5).

It is the same exchange as over HTTP: the same batches, outcomes and changes, taken by the same doors of the store. So
a bundle may race the network, be read twice, or come too late: what is known already changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from fieldapp.domain.errors import BadInput, CentreRefused, NotFound, StoreDamaged
from fieldapp.domain.ids import Sha256
from fieldapp.sync.carried import HandedOut, Sender, TakenIn, own_names
from fieldapp.sync.ports import Applied, Blobs, Identity, Inbox, Outbox
from fieldapp.sync.push import agree
from fieldapp.sync.usb_answer import AnswerTaking
from fieldapp.trust.bundle_file import SUFFIX, Bundle, BundleKind, BundleWriter, Frame, prove_written
from fieldapp.trust.company_ca import is_signed_by
from fieldapp.trust.sealed_box import from_base64, raw_public, to_base64
from fieldapp.trust.whole_file import (
    SPARE_ROOM,
    copied,
    refuse_little_room,
    remove_unfinished,
    room_for_files,
    write_whole,
)
from fieldapp.wire import bundles
from fieldapp.wire.bundles import AnswerHead, BundleHead
from fieldapp.wire.codec import CHAIN_START
from fieldapp.wire.messages import SyncRequest
from fieldapp.wire.versions import BATCH_BYTES, MOST_BATCH_EVENTS

MOST_FILE_BYTES = 512 * 1024 * 1024
"""Bytes of photos and reports in one bundle; what is more waits for the next stick, or the network."""
_MOST_WANTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class UsbRoad:
    """One tablet's way over a stick. `sender` is asked each time: the company's key is known from the first contact.

    `spool` is a folder of the tablet's own for the copy of an answer while it is read.
    """

    outbox: Outbox
    inbox: Inbox
    blobs: Blobs
    identity: Identity
    sender: Callable[[], Sender]
    published: Callable[[Applied], None]
    now: Callable[[], datetime]
    spool: Path
    most_file_bytes: int = MOST_FILE_BYTES

    def hand_out(self, folder: Path) -> HandedOut:
        """Write everything that waits into one file of `folder`, whole and read back, or nothing.

        Raises StoreFull("bundle.no-room"), BadInput("bundle.no-folder" | "bundle.not-written"),
        StoreError("bundle.no-company-key") before the first contact with the centre.
        """
        sender = self.sender()
        remove_unfinished(folder, own_names(sender.device_id))
        refuse_little_room(folder, SPARE_ROOM)
        head = self._head(sender)
        path = folder / _name(head)
        content = _Content(self, head, sender, folder)
        write_whole(path, content.write, prove_written)
        return HandedOut(path=path, events=head.events, files=content.files, files_left=content.left, size=content.size)

    def take_in(self, path: Path) -> TakenIn:
        """Take over the centre's answer; one that says nothing new changes nothing.

        Raises BadInput("bundle.…") for a file that is not whole, not signed by our company, not for this tablet, of a
        newer program, or "bundle.answer-old" for one from before the centre was restored;
        CentreRefused("device-forked").
        """
        sender = self.sender()
        with copied(path, self.spool) as copy:
            answer = Bundle.open(copy, sender.key.answer_key, (BundleKind.DOWN,))
            letters = answer.check(lambda message, signature: is_signed_by(sender.ca_pem, message, signature))
            bundles.refuse_unknown(letters, bundles.OF_AN_ANSWER)
            head = bundles.unpacked(_first(answer, bundles.ANSWER_HEAD), AnswerHead)
            if head.to.device_id != sender.device_id:
                raise BadInput("bundle.not-for-us")
            self._agree(head)
            return self._applied(answer, head)

    def _head(self, sender: Sender) -> BundleHead:
        after, until = self.outbox.acknowledged_seq(), self.outbox.last_seq()
        return BundleHead(
            device_id=sender.device_id,
            engineer_name=sender.engineer_name,
            program=sender.program,
            epoch=self.identity.epoch(),
            after=after,
            until=until,
            events=until - after,
            chain_before=self.outbox.digest_at(after) or CHAIN_START,
            chain_after=self.outbox.digest_at(until) or CHAIN_START,
            cursors=self.inbox.cursors(),
            made_at=self.now(),
            answer_key=to_base64(raw_public(sender.key.answer_key)),
            wanted=self.blobs.wanted()[:_MOST_WANTED],
            takes=bundles.taken_letters(),
            repair=tuple(wanted.scope for wanted in self.inbox.snapshots()),
        )

    def _agree(self, head: AnswerHead) -> None:
        """Bring the outbox in step with what the centre knew when it answered, which may be long ago.

        What the network brought since counts: only a centre that knows less than it did when the bundle was written,
        or another life of it, has lost something that must be offered again.
        """
        own, then = self.identity.epoch(), head.hello.epoch
        if own not in (then, head.to.epoch):
            raise BadInput("bundle.answer-old")
        if own != then or head.hello.last_seq < head.to.after:
            agree(self.outbox, self.identity, head.hello)
        elif head.anew and head.to.epoch == then:  # else its cursors are of this life of the centre already
            self.identity.adopt_epoch(then)
        self.outbox.reconcile(head.hello.last_seq, head.hello.chain)
        if self.outbox.digest_at(head.hello.last_seq) != head.hello.chain:
            raise CentreRefused("device-forked", last_seq=head.hello.last_seq)

    def _applied(self, answer: Bundle, head: AnswerHead) -> TakenIn:
        taking = AnswerTaking(
            inbox=self.inbox,
            outbox=self.outbox,
            blobs=self.blobs,
            published=self.published,
            epoch=head.hello.epoch,
        )
        for frame in answer.frames():
            taking.take(frame)
        waiting = self.outbox.waiting()
        if not waiting and not head.hello.revoked and not head.code:
            self.identity.note_complete()
        return TakenIn(
            outcomes=taking.outcomes,
            changes=taking.changes,
            files=taking.files,
            waiting=waiting,
            code=head.code,
            revoked=head.hello.revoked,
        )


class _Content:
    """Writes the frames of one bundle, and counts its files."""

    def __init__(self, road: UsbRoad, head: BundleHead, sender: Sender, folder: Path) -> None:
        self._road, self._head, self._sender, self._folder = road, head, sender, folder
        self._room = 0
        self.files = self.left = self.size = 0

    def write(self, file: BinaryIO) -> None:
        """Write head, batches and as many files as there is room for."""
        writer = BundleWriter(file, BundleKind.UP, from_base64(self._sender.company_key), self._sender.sign)
        writer.add(Frame(bundles.HEAD, bundles.packed(self._head)))
        for request in self._requests():
            writer.add(Frame(bundles.BATCH, bundles.packed(request)))
        file.flush()
        self._room = min(self._road.most_file_bytes, room_for_files(self._folder))  # events come first
        for sha256 in self._road.blobs.undelivered():
            self._add_file(writer, sha256)
        self.size = writer.finish()

    def _requests(self) -> Iterator[SyncRequest]:
        """Yield the requests as they would go over the line; the first, maybe without events, has the cursors."""
        after, cursors = self._head.after, self._head.cursors
        while True:
            batch = self._road.outbox.batch_after(after, MOST_BATCH_EVENTS, BATCH_BYTES)
            events = tuple(row for row in batch.events if row.seq <= self._head.until)
            if not events and after > self._head.after:
                return
            chain = self._road.outbox.digest_at(events[-1].seq) if events else self._head.chain_before
            yield SyncRequest(
                epoch=self._head.epoch,
                events=events,
                chain=chain or CHAIN_START,
                cursors=cursors,
                origins=tuple(one for one in batch.origins if one.seq <= self._head.until),
            )
            if not events or events[-1].seq >= self._head.until:
                return
            after, cursors = events[-1].seq, {}

    def _add_file(self, writer: BundleWriter, sha256: Sha256) -> None:
        try:
            media_type, content = self._road.blobs.content(sha256)
        except (NotFound, StoreDamaged) as reason:
            self._road.blobs.refused(sha256, reason.code)
            return
        if len(content) > self._room:
            self.left += 1
            return
        self._room -= len(content)
        self.files += 1
        for piece in bundles.pieces(sha256, media_type, content):
            writer.add(Frame(bundles.FILE, piece))


def _name(head: BundleHead) -> str:
    """Return the file's name: whose it is and which events, for the people who carry it."""
    return f"{own_names(head.device_id)}{head.after + 1}-{head.until}{SUFFIX}"


def _first(answer: Bundle, letter: bytes) -> bytes:
    frame = answer.first()
    if frame.letter != letter:
        raise BadInput("bundle.damaged")
    return frame.content
