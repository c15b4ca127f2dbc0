"""The digest of shown content: stable over form, sensitive to every word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum

import pytest

from fieldapp.domain.ids import Sha256
from fieldapp.domain.money import Money
from fieldapp.signature.evidence import canonical, content_sha256

BEIJING = timezone(timedelta(hours=8))


class Kind(Enum):
    PART = "part"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Line:
    kind: Kind
    price: Money
    written_at: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    title: str = "服务报告"
    lines: tuple[Line, ...] = (Line(Kind.PART, Money(Decimal("128.50"))),)
    times: dict[str, datetime] = field(default_factory=lambda: {"arrived": datetime(2026, 11, 23, 2, 4, tzinfo=UTC)})
    valid_on: date | None = None
    written_at: datetime = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.mark.req("REP-3")
def test_a_digest_is_the_same_on_every_machine_and_in_every_version() -> None:
    assert canonical(Content()) == (
        b'{"lines":[{"kind":"part","price":{"amount":{"$decimal":"128.5"},"currency":"CNY"},"written_at":""}],'
        b'"times":{"arrived":{"$at":"2026-11-23T02:04:00.000000+00:00"}},'
        b'"title":"\\u670d\\u52a1\\u62a5\\u544a","valid_on":null}'
    )
    assert content_sha256(Content()) == Sha256("55704f0bf2a419e0171593859bf1b97f8259d565ca1dddf80c2defe9b0696f7d")


def test_a_digest_does_not_depend_on_when_the_document_was_written() -> None:
    later = replace(Content(), written_at=datetime(2027, 1, 1, tzinfo=UTC))
    assert content_sha256(later) == content_sha256(Content())


def test_a_digest_depends_on_a_field_of_that_name_further_in() -> None:
    other = Content(lines=(Line(Kind.PART, Money(Decimal("128.50")), written_at="x"),))
    assert content_sha256(other) != content_sha256(Content())


def test_the_same_instant_in_another_zone_has_the_same_digest() -> None:
    here = Content(times={"arrived": datetime(2026, 11, 23, 10, 4, tzinfo=BEIJING)})
    assert content_sha256(here) == content_sha256(Content())


def test_the_order_of_a_dictionary_does_not_matter() -> None:
    first, second = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)
    one, other = Content(times={"a": first, "b": second}), Content(times={"b": second, "a": first})
    assert content_sha256(one) == content_sha256(other)


@pytest.mark.parametrize("amount", ["128.5", "128.500", "1285E-1"])
def test_the_same_amount_written_otherwise_has_the_same_digest(amount: str) -> None:
    other = Content(lines=(Line(Kind.PART, Money(Decimal(amount))),))
    assert content_sha256(other) == content_sha256(Content())


@pytest.mark.parametrize("zero", ["0.00", "-0", "0E+3"])
def test_every_zero_is_one_zero(zero: str) -> None:
    assert b'{"$decimal":"0"}' in canonical(Content(lines=(Line(Kind.PART, Money(Decimal(zero))),)))


@pytest.mark.req("REP-3")
@pytest.mark.parametrize(
    "other",
    [
        Content(title="服务报告 "),
        Content(lines=()),
        Content(lines=(Line(Kind.VISIT, Money(Decimal("128.50"))),)),
        Content(lines=(Line(Kind.PART, Money(Decimal("128.51"))),)),
        Content(lines=(Line(Kind.PART, Money(Decimal("128.50"), "EUR")),)),
        Content(times={}),
        Content(valid_on=date(2026, 11, 23)),
    ],
)
def test_any_other_content_has_another_digest(other: Content) -> None:
    assert content_sha256(other) != content_sha256(Content())


@dataclass(frozen=True, slots=True)
class Loose:
    value: object


def test_a_text_that_looks_like_an_amount_is_not_the_amount() -> None:
    assert content_sha256(Loose("12.5")) != content_sha256(Loose(Decimal("12.5")))


@pytest.mark.parametrize("value", [datetime(2026, 11, 23), Decimal("NaN"), float("inf")])
def test_a_value_without_one_meaning_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which message it has is not the point
        content_sha256(Loose(value))


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, {1: "a"}, object(), Content])
def test_a_value_without_a_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        content_sha256(Loose(value))
