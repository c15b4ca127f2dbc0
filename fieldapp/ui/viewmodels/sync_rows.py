"""What the sync page lists: how far each kind of thing is, and what a person has to look at; as rows of words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.views.sync import SyncProblem, SyncProgress, SyncState, SyncStatus
from fieldapp.ui.words import Told, Words


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of thing on its way (SYN-7). `count` is "12/26"; `look` is "done", "waiting" or "moving"."""

    kind: str
    icon: str
    title: str
    detail: str
    count: str
    fraction: float
    look: str


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One thing that did not go through (SYN-8): what it is about, what happened, what is safe, what to do."""

    key: str
    title: str
    about: str
    what: str
    safe: str
    todo: str
    content: str = ""
    office: bool = False
    """Whether it is at the centre and waits for the office's word."""


@dataclass(frozen=True, slots=True)
class FilesSaid:
    """What is said of the files: "4.1 MB, to send" and "1.2 of 4.1 MB, about 20 s left"."""

    waiting: str
    moving: str


@dataclass(frozen=True, slots=True)
class Load:
    """How much waits, by kind."""

    records: int = 0
    stock: int = 0
    files: int = 0
    bytes: int = 0
    """Of the files."""

    @classmethod
    def of(cls, status: SyncStatus) -> Load:
        """Return what waits; a part that was used is counted with the stock, not with the records."""
        return cls(
            status.events_waiting - status.stock_waiting,
            status.stock_waiting,
            status.blobs_waiting,
            status.bytes_waiting,
        )

    def grown(self, other: Load) -> Load:
        """Return the larger of both, kind by kind: what is recorded while a run goes on goes along."""
        return Load(
            max(self.records, other.records),
            max(self.stock, other.stock),
            max(self.files, other.files),
            max(self.bytes, other.bytes),
        )


class SyncRows:
    """Words the rows in the language of the moment."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def kinds(
        self, now: Load, begun: Load, progress: SyncProgress, running: bool, asked: bool, files: FilesSaid
    ) -> list[KindRow]:
        """Return the rows of a run that began with `begun` waiting, or of a tablet at rest.

        `files`: what is said of the files, where they wait and while they move. `asked`: whether the centre
        was asked what is new, and answered.
        """
        return [
            self._sent("records", "assignment", now.records, begun.records, running),
            self._sent("stock", "inventory_2", now.stock, begun.stock, running),
            self._files(now, begun, progress, running, files),
            self._received(progress, running, asked),
        ]

    def problems(self, status: SyncStatus | None, progress: SyncProgress, at: datetime) -> list[ProblemRow]:
        """Return how the last run failed, then every item that the centre did not take, newest first."""
        rows = []
        if progress.state is SyncState.PROBLEM:
            rows.append(self._failed(progress, at))
        rows.extend(self._problem(place, problem) for place, problem in enumerate(status.problems if status else ()))
        return rows

    def told(self, progress: SyncProgress) -> Told:
        """Return the words of how a run ended."""
        return self._words.error(FieldappError(progress.code, **(progress.fields or {})))

    def _sent(self, kind: str, icon: str, left: int, begun: int, running: bool) -> KindRow:
        title, done = self._words.say(f"sync.kind.{kind}"), begun - left
        if left == 0:
            count = f"{done}/{begun}" if running and begun else ""
            return KindRow(kind, icon, title, self._words.say("sync.kind.all_there"), count, 1.0, "done")
        if not running:
            detail = self._words.say("sync.kind.saved_here")
            return KindRow(kind, icon, title, detail, str(left), 0.0, "waiting")
        detail = self._words.say("sync.kind.left", count=left)
        return KindRow(kind, icon, title, detail, f"{done}/{begun}", done / begun, "moving")

    def _files(self, now: Load, begun: Load, progress: SyncProgress, running: bool, said: FilesSaid) -> KindRow:
        """Files are counted like all else, and measured by what they weigh."""
        row = self._sent("files", "description", now.files, begun.files, running)
        if row.look == "waiting" and now.bytes:
            return replace(row, detail=said.waiting)
        if row.look == "moving" and progress.bytes_total:
            return replace(row, detail=said.moving or row.detail, fraction=progress.bytes_done / progress.bytes_total)
        return row

    def _received(self, progress: SyncProgress, running: bool, asked: bool) -> KindRow:
        title = self._words.say("sync.kind.received")
        if running and progress.state is not SyncState.UPLOADING:
            detail = self._words.say("sync.kind.asking")
            return KindRow("received", "cloud_done", title, detail, str(progress.changes_done or ""), 0.0, "moving")
        if not asked:
            detail = self._words.say("sync.kind.not_asked")
            return KindRow("received", "cloud_done", title, detail, "", 0.0, "waiting")
        code = "sync.kind.got" if progress.changes_done else "sync.kind.nothing_new"
        detail = self._words.say(code, count=progress.changes_done)
        return KindRow("received", "cloud_done", title, detail, "", 1.0, "done")

    def _failed(self, progress: SyncProgress, at: datetime) -> ProblemRow:
        told = self.told(progress)
        title, about = self._words.say("sync.about.run"), self._words.time(at)
        return ProblemRow("run", title, about, told.what, told.safe, told.do)

    def _problem(self, place: int, problem: SyncProblem) -> ProblemRow:
        told = self._words.error(FieldappError(problem.code, **problem.fields))
        kind = problem.kind.partition(".")[0]
        code = f"sync.about.{kind}" if self._words.knows(f"sync.about.{kind}") else "sync.about.other"
        if problem.waits_for_office:
            code = "sync.about.office"
        about = "·".join(word for word in (problem.order_number, self._words.time(problem.at)) if word)
        return ProblemRow(
            key=problem.event or f"{problem.kind}-{place}",
            title=self._words.say(code),
            about=about,
            what=told.what,
            safe=told.safe or self._words.say("sync.safe"),
            todo=told.do or self._words.say("sync.ask"),
            content=problem.content,
            office=problem.waits_for_office,
        )
