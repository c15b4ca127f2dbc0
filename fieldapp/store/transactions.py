"""A transaction on the one writing connection: begun under the write lock, rolled back unless it was committed."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from sqlalchemy import Connection

from fieldapp.domain.time_window import ClockEvidence
from fieldapp.store.failures import translated


class Writable(Protocol):
    """What a transaction needs of the database that it writes to."""

    clock_evidence: ClockEvidence | None

    def take_writer(self) -> Connection:
        """Take the writing connection for this thread."""

    def give_writer_back(self) -> None:
        """Let the next thread write."""

    def note(self, error: BaseException | None) -> None:
        """Remember damage that was met."""


class WriteTransaction:
    """The write lock and a transaction on the one writing connection; rolled back unless `commit` was reached."""

    def __init__(self, database: Writable) -> None:
        self._database = database
        self.connection = database.take_writer()
        self._clock_before = database.clock_evidence
        try:
            with translated():
                self._transaction = self.connection.begin()
        except BaseException:
            database.give_writer_back()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.note(error)
        self.end()

    def commit(self) -> None:
        """Make everything durable."""
        with translated():
            self._transaction.commit()

    def end(self) -> None:
        """Roll back what was not committed and give the connection back."""
        try:
            if self._transaction.is_active:
                self._database.clock_evidence = self._clock_before
            with translated():
                self._transaction.close()
        finally:
            self._database.give_writer_back()
