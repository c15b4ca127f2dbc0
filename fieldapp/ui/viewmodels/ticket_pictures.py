"""The enrolment ticket in a picture file: of several codes the one that is a ticket."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl

from fieldapp.domain.errors import FieldappError
from fieldapp.scanning.raw_code import RawCode
from fieldapp.ui.background import Background

CheckTicket = Callable[[str], str]
"""Returns the centre's address, asking nobody. Raises BadInput for what is no ticket, or none for this tablet."""
ReadPicture = Callable[[Path], tuple[RawCode, ...]]
"""Returns the codes in a picture, one at least; blocking. Raises FieldappError."""


class TicketPictures:
    """Reads pictures off the screen's thread."""

    def __init__(self, check: CheckTicket, read: ReadPicture, background: Background) -> None:
        self._check, self._read, self._background = check, read, background

    def read(self, file: QUrl, found: Callable[[str], None], failed: Callable[[FieldappError], None]) -> None:
        """Tell `found` the text of a ticket in the picture, or that of the first code where none is one."""
        path = Path(file.toLocalFile())
        self._background.reader.run(lambda: self._read(path), lambda codes: found(self._best(codes)), failed)

    def _best(self, codes: tuple[RawCode, ...]) -> str:
        return next((code.text for code in codes if self._is_ticket(code.text)), codes[0].text)

    def _is_ticket(self, text: str) -> bool:
        try:
            self._check(text.strip())
        except FieldappError:
            return False
        return True
