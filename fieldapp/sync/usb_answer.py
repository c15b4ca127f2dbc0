"""What an answer that came by stick says, frame by frame, taken by the doors of the line's answers (SYN-5).

Whatever the network brought meanwhile stays: an answer may come twice, late, or be cut off between any two frames.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from fieldapp.domain.errors import BadInput, CentreAnswerInvalid, CentreRefused
from fieldapp.sync import pull, snapshots
from fieldapp.sync.ports import Applied, Blobs, Inbox, Outbox
from fieldapp.sync.uploads import FilesDelivered
from fieldapp.trust.bundle_file import Frame
from fieldapp.wire import bundles
from fieldapp.wire.bundles import FilesTaken
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import SnapshotPage, SyncAnswer

T = TypeVar("T")

_OVERTAKEN = frozenset({"centre.gap", "epoch-changed"})
"""What the store says of an answer that the network has left behind."""


@dataclass(slots=True, kw_only=True)
class AnswerTaking:
    """Takes one answer over; afterwards it says how many outcomes, changes and files were new.

    It holds one frame at a time, and of a file the pieces that came.
    """

    inbox: Inbox
    outbox: Outbox
    blobs: Blobs
    published: Callable[[Applied], None]
    epoch: str
    """Of the centre that answered."""
    outcomes: int = 0
    changes: int = 0
    files: int = 0
    _parts: list[bytes] = field(default_factory=list)
    _page: SnapshotPage | None = None
    """The last page, while its snapshot goes on."""

    def take(self, frame: Frame) -> None:
        """Take what one frame says.

        Raises BadInput("bundle.damaged" | "wire.malformed"), BadInput("bundle.answer-old") for what the network has
        left behind.
        """
        if frame.letter == bundles.ANSWER:
            self._of_the_network(self._take_answer, bundles.unpacked(frame.content, SyncAnswer))
        elif frame.letter == bundles.SNAPSHOT:
            self._of_the_network(self._take_page, bundles.unpacked(frame.content, SnapshotPage))
        elif frame.letter == bundles.FILES_TAKEN:
            self._of_the_network(self._note_files, bundles.unpacked(frame.content, FilesTaken))
        elif frame.letter == bundles.FILE:
            self._gather(frame.content)

    def _of_the_network(self, taken: Callable[[T], None], message: T) -> None:
        try:
            taken(message)
        except (CentreAnswerInvalid, CentreRefused) as reason:
            if reason.code not in _OVERTAKEN:
                raise
            raise BadInput("bundle.answer-old") from reason

    def _take_answer(self, answer: SyncAnswer) -> None:
        """Apply one answer; one that the network has overtaken closes no pull that is under way."""
        here = self.inbox.cursors()
        if any(answer.cursors.get(scope, 0) < number for scope, number in here.items()):
            answer = replace(answer, more=True)
        for applied in pull.parts(self.inbox, self.outbox, answer):
            self._tell(applied)

    def _take_page(self, page: SnapshotPage) -> None:
        """Apply one page; the centre begins a snapshot again, at a higher number, where it could not end one."""
        before, self._page = self._page, page if page.after else None
        begins = before is None or (before.scope, before.number) != (page.scope, page.number)
        snapshots.take(self.inbox, page, begins=begins, told=self._tell)

    def _tell(self, applied: Applied) -> None:
        self.outcomes += applied.outcomes
        self.changes += applied.changes
        self.published(applied)

    def _note_files(self, taken: FilesTaken) -> None:
        orders = frozenset(
            order_id for sha256 in taken.delivered for order_id in self.blobs.delivered(sha256, self.epoch)
        )
        if orders:
            self.published(FilesDelivered(orders=orders))
        for sha256, code in taken.refused.items():
            self.blobs.refused(sha256, code)

    def _gather(self, content: bytes) -> None:
        """Gather the pieces of a file, and keep it when it is whole."""
        piece = bundles.piece(content)
        if piece.at != sum(map(len, self._parts)):
            raise BadInput("bundle.damaged")
        self._parts.append(piece.content)
        if not piece.is_last:
            return
        whole = b"".join(self._parts)
        self._parts.clear()
        if sha256_of(whole) != piece.sha256:
            raise BadInput("bundle.damaged")
        self.blobs.fetched(piece.sha256, piece.media_type, whole)
        self.files += 1
