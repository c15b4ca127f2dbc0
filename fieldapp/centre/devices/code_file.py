"""A recovery code as a file of its own: new, readable by its owner only, as text or as a QR code."""

from __future__ import annotations

from pathlib import Path

from fieldapp.centre import ticket_print
from fieldapp.domain.errors import BadInput
from fieldapp.trust.private_file import write_private


def refuse_place(path: Path) -> None:
    """Refuse a place before a code is taken. Raises BadInput("recover.file-there" | "recover.not-saved").

    What lies there may be the only code of another tablet; a folder that is not there is more often a slip than a wish.
    """
    if path.exists():
        raise BadInput("recover.file-there", file=str(path))
    if not path.parent.is_dir():
        raise BadInput("recover.not-saved", file=str(path))


def write(code: str, path: Path) -> None:
    """Write the code with mode 0600; `.png` makes a picture of it. Raises BadInput("recover.not-saved")."""
    try:
        if path.suffix.lower() == ".png":
            write_private(path, b"")  # so that the picture, too, is its owner's from the first byte on
            ticket_print.picture(code, path)
        else:
            write_private(path, f"{code}\n".encode())
    except OSError as fault:
        raise BadInput("recover.not-saved", file=str(path)) from fault
