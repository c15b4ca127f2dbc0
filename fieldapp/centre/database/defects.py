"""What a failure while events are written says: something of ours cannot take them, or only the moment was wrong."""

from __future__ import annotations

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from fieldapp.domain.errors import CentreError, StoreError

_WORDS_OF_THE_DATABASE = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
"""What it says of a value or a statement, and would say again. All else it says of itself: full, busy, damaged."""

_NOT_OURS = (StoreError, CentreError, MemoryError, NoFreeConnection)
"""A database in trouble, a refusal that the device must hear, a machine that is full."""


def is_defect(fault: Exception) -> bool:
    """Tell whether the same events would fail again the same way, however often they came.

    A row that another worker entered at this moment looks like one (IntegrityError): who can, tries once more first.
    """
    if isinstance(fault, DBAPIError):
        return isinstance(fault, _WORDS_OF_THE_DATABASE) and not fault.connection_invalidated
    return not isinstance(fault, _NOT_OURS)


def is_defect_beside_the_database(fault: Exception) -> bool:
    """Tell of a defect that left the transaction as it was: after one of its own PostgreSQL takes nothing more."""
    return is_defect(fault) and not isinstance(fault, SQLAlchemyError)
