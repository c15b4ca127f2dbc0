"""Files: named by their content's hash, sent in pieces, and never longer or other than what was promised (rule 11)."""

from __future__ import annotations

from enum import Enum

Content = tuple[int, ...]
"""A file, in units of what a line carries at once."""

GARBAGE = -1
"""What a power cut may leave where something was written and not yet brought to the disk."""


def name_of(content: Content) -> int:
    """Return a content's name: its hash."""
    return hash(content)


class Cut(Enum):
    """Where the centre dies in one PATCH."""

    NOWHERE = 0
    AFTER_WRITING = 1
    """Killed: the bytes are in the file, the new offset is nowhere."""
    POWER_AFTER_WRITING = 2
    """No power: the bytes in the file may be anything, and the new offset is nowhere."""
    AFTER_NOTING = 3
    """The offset is on the disk, and nobody was told."""


class Upload:
    """A file on its way: `offset` is on the disk, and everything in `file` before it is, too."""

    __slots__ = ("file", "length", "offset")

    def __init__(self, length: int) -> None:
        self.length = length
        self.file: list[int] = []
        self.offset = 0

    def write(self, units: Content) -> None:
        """Write at the offset that was acknowledged, whatever a crash has left behind it."""
        del self.file[self.offset :]
        self.file += units

    def copy(self) -> Upload:
        """Return the upload as a backup holds it."""
        twin = type(self)(self.length)
        twin.file, twin.offset = self.file.copy(), self.offset
        return twin


class Blobs:
    """The centre's folder of files."""

    __slots__ = ("kept", "uploads")

    upload_type = Upload

    def __init__(self) -> None:
        self.kept: dict[int, Content] = {}
        self.uploads: dict[int, Upload] = {}

    def offset_of(self, name: int, length: int) -> int | None:
        """Return how much of a file is here for sure; None if all of it is."""
        if name in self.kept:
            return None
        upload = self.uploads.get(name)
        if upload is None:
            upload = self.uploads[name] = self.upload_type(length)
        return upload.offset

    def patch(self, name: int, offset: int, units: Content, cut: Cut = Cut.NOWHERE) -> bool:
        """Take the next piece of a file; return whether the sender is told so.

        A piece that does not begin where the last one ended is refused: the sender asks for the offset again.
        """
        upload = self.uploads.get(name)
        if upload is None or upload.offset != offset:
            return False
        upload.write(units)
        if cut is Cut.POWER_AFTER_WRITING:
            upload.file[offset:] = [GARBAGE] * (len(upload.file) - offset)
        if cut in (Cut.AFTER_WRITING, Cut.POWER_AFTER_WRITING):
            return False
        upload.offset = offset + len(units)
        if upload.offset >= upload.length:
            self._finish(name, upload)
        return cut is Cut.NOWHERE

    def _finish(self, name: int, upload: Upload) -> None:
        """Keep a file that is complete, if it is the one that was promised; else it begins again."""
        del self.uploads[name]
        content = tuple(upload.file)
        if self.is_as_promised(name, content):
            self.kept[name] = content

    def is_as_promised(self, name: int, content: Content) -> bool:
        """Tell whether a content has the name under which it came."""
        return name_of(content) == name

    def copy(self) -> Blobs:
        """Return the folder as a backup holds it."""
        twin = type(self)()
        twin.kept = self.kept.copy()
        twin.uploads = {name: upload.copy() for name, upload in self.uploads.items()}
        return twin
