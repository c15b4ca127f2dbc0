"""The pages of a PDF as pictures for the screen. They are kept in memory: no customer's paper lies open on the disk."""

from __future__ import annotations

import base64

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from fieldapp.domain.errors import BadInput

WIDTH = 1200
"""Pixels across a page: sharp at the width of a tablet's screen."""


def page_pictures(pdf: bytes, width: int = WIDTH) -> tuple[str, ...]:
    """Return one "data:image/png;…" address a page; about 100 ms a page, so run it on a worker.

    Raises BadInput("report.unreadable") for bytes that are not a PDF.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready:
        raise BadInput("report.unreadable")
    return tuple(_address(_page(document, number, width)) for number in range(document.pageCount()))


def _page(document: QPdfDocument, number: int, width: int) -> QImage:
    """Return a page on white; Qt leaves what the page does not paint transparent."""
    size = document.pagePointSize(number)
    drawn = document.render(number, QSize(width, round(width * size.height() / size.width())))
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper


def _address(picture: QImage) -> str:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return "data:image/png;base64," + base64.b64encode(data.data()).decode("ascii")
