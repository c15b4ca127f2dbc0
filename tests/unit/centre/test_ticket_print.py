"""A ticket as a QR code: what a tablet reads from it."""

from __future__ import annotations

from pathlib import Path

import zxingcpp
from PIL import Image

from fieldapp.centre.ticket_print import blocks, picture
from fieldapp.domain.ids import Sha256
from fieldapp.trust.enrolment import EnrolmentTicket

TICKET = EnrolmentTicket(url="https://10.1.2.3:8443", code="7K2M9QXD4HTB3WNA", ca_sha256=Sha256("5a" * 32))


def test_the_picture_reads_back_as_the_ticket(tmp_path: Path) -> None:
    path = tmp_path / "out" / "ticket.png"

    picture(TICKET.to_text(), path)

    with Image.open(path) as image:
        [found] = zxingcpp.read_barcodes(image.convert("L"))
    assert EnrolmentTicket.from_text(found.text) == TICKET


def test_the_blocks_of_a_terminal_read_back_as_the_ticket() -> None:
    rows = blocks(TICKET.to_text()).splitlines()
    light = {" ": (0, 0), "▄": (0, 255), "▀": (255, 0), "█": (255, 255)}
    image = Image.new("L", (len(rows[0]), 2 * len(rows)))
    for y, row in enumerate(rows):
        for x, block in enumerate(row):
            image.putpixel((x, 2 * y), light[block][0])
            image.putpixel((x, 2 * y + 1), light[block][1])

    large = image.resize((image.width * 6, image.height * 6), Image.Resampling.NEAREST)

    [found] = zxingcpp.read_barcodes(large)
    assert found.text == TICKET.to_text()
