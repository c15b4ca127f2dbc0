"""The enrolment ticket as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import Sha256
from fieldapp.trust.enrolment import PREFIX, EnrolmentTicket

CA = Sha256("5a" * 32)
TICKET = EnrolmentTicket(url="https://127.0.0.1:8443", code="7K2M9QXD4HTB3WNA", ca_sha256=CA)


def test_text_of_a_ticket_reads_back_as_the_same_ticket() -> None:
    assert EnrolmentTicket.from_text(TICKET.to_text()) == TICKET
    assert EnrolmentTicket.from_text(f"  {TICKET.to_text()}\r\n") == TICKET


def test_text_begins_with_the_prefix_and_fits_a_small_qr_code() -> None:
    text = TICKET.to_text()

    assert text.startswith(PREFIX)
    assert len(text) <= 106  # QR version 6, error correction M


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FIELDAPP1:",
        "FIELDAPP1:https://a|ABCDEFGH",
        "FIELDAPP2:" + TICKET.to_text().removeprefix(PREFIX),
        TICKET.to_text()[:-3],
        TICKET.to_text() + "|more",
        TICKET.to_text().replace("https:", "http:"),
        TICKET.to_text().replace("8443", "844443"),
        TICKET.to_text().replace(":8443", ":8443/path"),
        TICKET.to_text().replace("127.0.0.1", "user:word@127.0.0.1"),
        TICKET.to_text().replace("7K2M9QXD4HTB3WNA", "7k2m"),
        "01069012340002142110",
    ],
)
def test_a_text_that_is_no_ticket_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"enrol\.ticket-invalid"):
        EnrolmentTicket.from_text(text)


@given(st.text())
def test_any_scanned_text_is_either_a_ticket_or_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"enrol\.ticket-invalid"):
        EnrolmentTicket.from_text(PREFIX + text)
