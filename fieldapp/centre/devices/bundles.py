"""A tablet's bundle at the centre: read, taken by the same door as /v1/sync, and answered by a file (SYNC.md rule 14).

The file is the proof of itself: sealed to the company, signed by a tablet that the centre knows. Whoever carries it,
and how often, is only written down.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from fieldapp.centre.devices import bundle_log, identity
from fieldapp.centre.devices.arrival import Arrival
from fieldapp.centre.devices.blobs import checked_name
from fieldapp.centre.devices.bundle_exchange import Exchange, Spool
from fieldapp.centre.devices.bundle_log import BroughtBundle
from fieldapp.centre.devices.identity import KnownDevice
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import BadInput, CentreRefused, NotFound
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.trust import bundle_file
from fieldapp.trust.bundle_file import Bundle, BundleKind, BundleWriter, Frame, prove_written
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.device_keys import verify
from fieldapp.trust.escrow import EscrowKey
from fieldapp.trust.sealed_box import from_base64
from fieldapp.trust.whole_file import copied, write_whole
from fieldapp.wire import bundles
from fieldapp.wire.bundles import AnswerHead, BundleHead, FilePiece, FilesTaken
from fieldapp.wire.messages import SyncRequest

_KINDS = (BundleKind.UP, BundleKind.BLACK_BOX)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBundle:
    """A bundle that is whole, ours, and signed by the tablet that it names."""

    file: Bundle
    head: BundleHead
    sender: KnownDevice

    def requests(self) -> Iterator[SyncRequest]:
        """Yield the batches in order."""
        for frame in self.file.frames():
            if frame.letter == bundles.BATCH:
                yield bundles.unpacked(frame.content, SyncRequest)

    def files(self) -> Iterator[FilePiece]:
        """Yield the first piece of every file, which names it."""
        for frame in self.file.frames():
            if frame.letter == bundles.FILE and (piece := bundles.piece(frame.content)).at == 0:
                yield piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of a bundle; `answer` is the file that goes back, None for a black box.

    `fields` fill the words of the line's code.
    """

    line: BroughtBundle
    engineer_name: str
    answer: Path | None
    fields: dict[str, str]


def bundle_folder(settings: CentreSettings) -> Path:
    """Return where bundles lie while they are read, and the last answer for each tablet."""
    return settings.data / "bundles"


def answer_path(settings: CentreSettings, device_id: DeviceId) -> Path:
    """Return where the last answer for a tablet lies."""
    return bundle_folder(settings) / f"answer-{device_id}.fab"


def last_answer(settings: CentreSettings, device_id: str) -> Path:
    """Return where the file lies that goes back to a tablet. Raises NotFound("bundle.no-answer")."""
    if device_id.isalnum():
        path = answer_path(settings, DeviceId(device_id))
        if path.is_file():
            return path
    raise NotFound("bundle.no-answer", device=device_id[:64])


def refuse_opening(centre: LocalCentre, opening: bytes) -> None:
    """Look at the first bytes of what somebody brings, before the rest is taken. Raises BadInput("bundle.…")."""
    bundle_file.refuse_opening(opening, from_base64(centre.escrow_key), _KINDS)


@contextmanager
def opened(centre: LocalCentre, path: Path) -> Iterator[OpenBundle]:
    """Open a private copy of a file, proven whole and signed, for as long as the block lasts.

    Raises BadInput("bundle.…"); nothing of a file counts that is not good to its last byte.
    """
    settings = centre.settings
    with copied(path, bundle_folder(settings)) as copy:
        file = Bundle.open(copy, EscrowKey.open(settings.trust).private, _KINDS)
        frame = file.first()
        if frame.letter != bundles.HEAD:
            raise BadInput("bundle.damaged")
        head = bundles.unpacked(frame.content, BundleHead)
        with centre.database.read() as connection:
            sender = identity.find(connection, head.device_id)
        if sender is None:
            raise BadInput("bundle.device-unknown", device=head.device_id)
        letters = file.check(
            lambda message, signature: verify(sender.public_key, message, base64.b64encode(signature).decode())
        )
        bundles.refuse_unknown(letters, bundles.OF_A_TABLET)
        yield OpenBundle(file=file, head=head, sender=sender)


def receive(centre: LocalCentre, path: Path, brought_by: str) -> Brought:
    """Take what is new in a bundle and write the answer; the same file once more changes nothing.

    A refusal of the protocol ("sequence-gap", "device-forked") is part of the answer: the tablet acts on it.
    Raises BadInput("bundle.…").
    """
    with opened(centre, path) as bundle, TemporaryFile(dir=bundle_folder(centre.settings)) as file:
        known = replace(centre, sender=bundle.sender)
        before = known.hello().last_seq
        exchange = _exchange(known, bundle, Spool(file))
        taken = FilesTaken() if exchange.refusal else take_files(known, bundle.file)
        line = _line(known, bundle.head, brought_by, exchange, len(taken.delivered), before)
        with centre.database.write() as connection:
            bundle_log.note(connection, line)
        answer = _answer(known, bundle.head, exchange, taken) if bundle.head.answer_key else None
    return Brought(line=line, engineer_name=bundle.head.engineer_name, answer=answer, fields=exchange.fields)


def take_files(known: LocalCentre, file: Bundle) -> FilesTaken:
    """Keep the files of a bundle, each by its hash; one that is not what its name says blocks no other."""
    delivered: list[Sha256] = []
    refused: dict[Sha256, str] = {}
    coming: Arrival | None = None
    for frame in file.frames():
        if frame.letter != bundles.FILE:
            continue
        piece = bundles.piece(frame.content)
        if piece.sha256 in refused or piece.sha256 in delivered:
            continue
        try:
            if piece.at == 0 or coming is None:
                upload = known.uploads.begin(checked_name(piece.sha256), piece.media_type, piece.size)
                coming = Arrival(known.uploads, upload)
                if upload.offset == piece.size:  # it came before, by the line or by a stick
                    delivered.append(piece.sha256)
                    continue
            coming.take(piece.content)
            coming.write()
            if piece.is_last:
                if coming.end().offset != piece.size:
                    raise CentreRefused("blob-hash-mismatch")
                delivered.append(piece.sha256)
        except CentreRefused as refusal:
            refused[piece.sha256] = refusal.code
            coming = None
    return FilesTaken(delivered=tuple(delivered), refused=refused)


def _exchange(known: LocalCentre, bundle: OpenBundle, spool: Spool) -> Exchange:
    head = bundle.head
    anew = known.hello().epoch != head.epoch
    exchange = Exchange(known=known, head=head, spool=spool, cursors={} if anew else head.cursors, anew=anew)
    exchange.run(bundle.requests())
    return exchange


def _line(
    known: LocalCentre, head: BundleHead, brought_by: str, exchange: Exchange, files: int, before: int
) -> BroughtBundle:
    return BroughtBundle(
        device_id=head.device_id,
        brought_by=brought_by,
        brought_at=known.settings.now(),
        made_at=head.made_at,
        first_seq=head.after + 1,
        last_seq=head.until,
        new_events=known.hello().last_seq - before,
        files=files,
        code=exchange.code,
    )


def _answer(known: LocalCentre, head: BundleHead, exchange: Exchange, taken: FilesTaken) -> Path:
    """Write the answer, sealed to the tablet and signed by the company."""
    ca = CompanyCa.load(known.settings.trust)
    answer = AnswerHead(
        to=head,
        company=known.settings.company,
        hello=known.hello(),
        made_at=known.settings.now(),
        anew=exchange.anew,
        code=exchange.code,
        fields=exchange.fields,
    )
    path = answer_path(known.settings, head.device_id)

    def write(file: BinaryIO) -> None:
        writer = BundleWriter(file, BundleKind.DOWN, from_base64(head.answer_key), ca.sign)
        writer.add(Frame(bundles.ANSWER_HEAD, bundles.packed(answer)))
        for frame in exchange.spool.frames():
            writer.add(frame)
        writer.add(Frame(bundles.FILES_TAKEN, bundles.packed(taken)))
        for sha256, media_type, content in _wanted(known, head):
            for piece in bundles.pieces(sha256, media_type, content):
                writer.add(Frame(bundles.FILE, piece))
        writer.finish()

    write_whole(path, write, prove_written)
    return path


def _wanted(known: LocalCentre, head: BundleHead) -> Iterator[tuple[Sha256, str, bytes]]:
    """Yield the files that the tablet asked for and may have."""
    for sha256 in head.wanted if not known.hands_out_nothing else ():
        try:
            coming = known.get_blob(sha256)
        except CentreRefused as refusal:
            if refusal.code != "blob-unknown":
                raise
            continue
        yield sha256, coming.media_type, b"".join(coming.pieces)
