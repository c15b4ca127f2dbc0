"""Becoming known to a centre: its certificate authority is fetched, held against the ticket, and pinned (SYN-6).

The ticket (a QR code handed over in person) is what is trusted; nothing is sent before the fetched CA matches it.
"""

from __future__ import annotations

import ssl
from contextlib import closing
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

from fieldapp.domain.errors import BadInput, CentreAnswerInvalid, CentreUnreachable, CentreUntrusted
from fieldapp.sync.http_centre import HttpCentre
from fieldapp.sync.http_line import Patience
from fieldapp.trust.company_ca import fingerprint_of
from fieldapp.trust.enrolment import EnrolmentTicket
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest

_CA_LIMIT = 64 * 1024


def enrol(
    ticket: EnrolmentTicket, request: EnrolRequest, ca_file: Path, patience: Patience | None = None
) -> EnrolAnswer:
    """Fetch and pin the CA in `ca_file`, then exchange the ticket's code for an identity.

    Raises CentreUntrusted("centre.certificate") when the centre is not the one of the ticket, CentreRefused with the
    centre's code (a used or expired ticket: "enrol-code-invalid"), CentreUnreachable, CentreAnswerInvalid.
    """
    ca_file.write_text(fetch_ca(ticket, patience or Patience()), encoding="ascii")
    centre = HttpCentre(ticket.url, ca_file, patience=patience)
    with closing(centre):
        return centre.enrol(request)


def fetch_ca(ticket: EnrolmentTicket, patience: Patience) -> str:
    """Return the PEM of the CA that the ticket names, whoever it came from: its hash is the proof."""
    pem = _unproven_ca(ticket.url, patience)
    try:
        fingerprint = fingerprint_of(pem)
    except BadInput as fault:
        raise CentreAnswerInvalid("centre.not-ours") from fault
    if fingerprint != ticket.ca_sha256:
        raise CentreUntrusted("centre.certificate")
    return pem


def _unproven_ca(url: str, patience: Patience) -> str:
    """Ask for the CA over a connection that proves nothing yet; only public data travels on it."""
    parts = urlsplit(url)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    seconds = patience.connect.total_seconds()
    with closing(HTTPSConnection(parts.hostname or "", parts.port, timeout=seconds, context=context)) as connection:
        try:
            connection.request("GET", "/v1/ca")
            answer = connection.getresponse()
            if answer.status != 200:
                raise CentreAnswerInvalid("centre.not-ours", status=answer.status)
            return answer.read(_CA_LIMIT).decode("ascii")
        except (OSError, HTTPException) as fault:
            raise CentreUnreachable("centre.unreachable") from fault
        except UnicodeDecodeError as fault:
            raise CentreAnswerInvalid("centre.not-ours") from fault
