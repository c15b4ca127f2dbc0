"""Instants and spans as whole microseconds: exact, small, and sortable in a column."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_us(instant: datetime) -> int:
    """Return microseconds since 1970 in UTC; the instant must carry a zone."""
    return (instant - _EPOCH) // _MICROSECOND


def from_us(microseconds: int) -> datetime:
    """Return the instant in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def span_to_us(span: timedelta) -> int:
    """Return a span as microseconds."""
    return span // _MICROSECOND


def span_from_us(microseconds: int) -> timedelta:
    """Return a span of microseconds."""
    return timedelta(microseconds=microseconds)
