"""Everything unsent as one file for the company, whatever state the tablet is in: the last way out (SYN-8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from fieldapp.domain.errors import NotFound, StoreDamaged
from fieldapp.domain.ids import Sha256
from fieldapp.sync.carried import HandedOut, Sender, own_names
from fieldapp.trust.bundle_file import SUFFIX, BundleKind, BundleWriter, Frame, prove_written
from fieldapp.trust.sealed_box import from_base64
from fieldapp.trust.whole_file import remove_unfinished, room_for_files, write_whole
from fieldapp.wire import bundles
from fieldapp.wire.bundles import BundleHead
from fieldapp.wire.messages import EventOrigin, EventRow, SyncRequest

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class BlackBox:
    """What goes into the file: rows with the chain's value behind each, and the files that can be read."""

    head: BundleHead
    rows: Sequence[tuple[EventRow, Sha256]]
    files: Sequence[Sha256]
    origins: Sequence[EventOrigin]
    content: Callable[[Sha256], tuple[str, bytes]]

    def write(self, folder: Path, sender: Sender) -> HandedOut:
        """Write the file whole and read it back. Raises as `UsbRoad.hand_out`.

        Files that cannot be read, or have no room there, are counted as left: events go in any case (SYN-8).
        """
        path = folder / f"{own_names(sender.device_id)}black-box-{self.head.until}{SUFFIX}"
        remove_unfinished(folder, own_names(sender.device_id))
        done: list[bool] = []
        sizes: list[int] = []

        def fill(file: BinaryIO) -> None:
            writer = BundleWriter(file, BundleKind.BLACK_BOX, from_base64(sender.company_key), sender.sign)
            writer.add(Frame(bundles.HEAD, bundles.packed(self.head)))
            for request in self._requests():
                writer.add(Frame(bundles.BATCH, bundles.packed(request)))
            file.flush()
            room = room_for_files(folder)
            for sha256 in self.files:
                taken = self._added(writer, sha256, room)
                room -= taken or 0
                done.append(taken is not None)
            sizes.append(writer.finish())

        write_whole(path, fill, prove_written)
        return HandedOut(
            path=path, events=len(self.rows), files=sum(done), files_left=done.count(False), size=sizes[-1]
        )

    def _requests(self) -> Iterator[SyncRequest]:
        """Yield batches of whole groups; a number that is missing begins another."""
        batch: list[tuple[EventRow, Sha256]] = []
        for _, together in groupby(self.rows, key=lambda one: one[0].group):
            group = list(together)
            if batch and (len(batch) >= _BATCH or group[0][0].seq != batch[-1][0].seq + 1):
                yield self._request(batch)
                batch = []
            batch += group
        if batch:
            yield self._request(batch)

    def _request(self, batch: Sequence[tuple[EventRow, Sha256]]) -> SyncRequest:
        """Return a batch that says of each event what it is known by.

        Behind a hole nobody can count the chain up: were the office to keep what lies there under another name, and
        this tablet to be mended and to bring it too, each of its events would count twice.
        """
        firsts = {one.seq: one for one in self.origins}
        me = self.head.device_id
        own = (EventOrigin(seq=row.seq, device_id=me, first_seq=row.seq, chain=digest) for row, digest in batch)
        origins = tuple(firsts.get(one.seq, one) for one in own)
        return SyncRequest(
            epoch=self.head.epoch, events=tuple(row for row, _ in batch), chain=batch[-1][1], origins=origins
        )

    def _added(self, writer: BundleWriter, sha256: Sha256, room: int) -> int | None:
        """Return how large the file was that went along, None for one that did not."""
        try:
            media_type, content = self.content(sha256)
        except (NotFound, StoreDamaged):  # of a damaged store all that can be read goes; the count says what did not
            return None
        if len(content) > room:
            return None
        for piece in bundles.pieces(sha256, media_type, content):
            writer.add(Frame(bundles.FILE, piece))
        return len(content)
