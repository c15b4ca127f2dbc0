"""Pictures that are answers: taken in, drawn upon, and shown; the answer is the file's hash with its ending."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.domain.ids import Sha256
from fieldapp.ui.background import Background
from fieldapp.ui.capture import photo
from fieldapp.ui.capture.cameras import may_have_camera
from fieldapp.ui.items.camera_view import CameraView
from fieldapp.ui.items.ink import InkPad
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.question_words import PICTURE
from fieldapp.usecases.save_answer import NewFile

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_ENDINGS = {photo.JPEG: "jpg", photo.PNG: "png"}
_TYPES = {ending: media_type for media_type, ending in _ENDINGS.items()}
MISSING = "missing"
"""Stands for a picture that was answered on another tablet and is not here."""

Give = Callable[[str, str, NewFile], None]
"""Takes the question's name, the answer, and the file that it names."""


@QmlElement
class AnswerPictures(QObject):
    """Makes answers of pictures on a reader thread, and pictures of answers; `loaded` names a question's answer."""

    changed = Signal()
    loaded = Signal(str)

    def __init__(
        self,
        blob: Callable[[Sha256], bytes],
        background: Background,
        has_camera: Callable[[], bool] = may_have_camera,
    ) -> None:
        super().__init__()
        self._has_camera = has_camera
        self._blob = blob
        self._background = background
        self._give: Give | None = None
        self._known: dict[str, bytes] = {}
        self._missing: set[str] = set()
        self._loading: set[str] = set()
        self._under_way = 0
        self._forms = 0

    def begin(self, give: Give) -> None:
        """Give what is taken to this receiver."""
        self._give = give

    def forget(self) -> None:
        """Let the pictures of a form go that is closed; one that is still being made has come too late for it."""
        self._known.clear()
        self._missing.clear()
        self._forms += 1

    def address(self, value: str) -> str:
        """Return where QML finds the picture of an answer; "" until it is read, MISSING if it is not here."""
        found = PICTURE.fullmatch(value)
        if found is None or value in self._missing:
            return MISSING if value else ""
        if value in self._known:
            return f"data:{_TYPES[found[2]]};base64," + base64.b64encode(self._known[value]).decode("ascii")
        if value not in self._loading:
            self._loading.add(value)
            job = partial(self._blob, Sha256(found[1]))
            self._background.reader.run(job, partial(self._was_read, value), partial(self._was_not_read, value))
        return ""

    @Property(bool, notify=changed)
    def hasCamera(self) -> bool:
        """Whether taking a photo is offered."""
        return self._has_camera()

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether a picture is being taken in."""
        return self._under_way > 0

    @Slot(str, QUrl, int)
    def choose(self, name: str, file: QUrl, longest: int) -> None:
        """Answer a question with a picture file, made no larger than `longest` pixels; 0 for the usual size."""
        self._make(name, partial(photo.photo, Path(file.toLocalFile()), _size(longest)))

    @Slot(str, CameraView, int)
    def snap(self, name: str, view: CameraView, longest: int) -> None:
        """Answer a question with what the camera sees now; `longest` as for `choose`."""
        if view.ready:
            self._make(name, partial(photo.snapshot, view.picture().copy(), _size(longest)))

    @Slot(str, str, InkPad)
    def mark(self, name: str, value: str, pad: InkPad) -> None:
        """Answer with the picture that is there and the pen over it."""
        picture = self._known.get(value)
        if picture is not None and not pad.isEmpty:
            self._make(name, partial(photo.marked, picture, _sheet(pad)))

    @Slot(str, InkPad)
    def draw(self, name: str, pad: InkPad) -> None:
        """Answer with what was written on a pad."""
        if not pad.isEmpty:
            self._make(name, partial(photo.drawing, _sheet(pad)))

    def _make(self, name: str, job: Callable[[], NewFile]) -> None:
        self._under_way += 1
        self.changed.emit()
        self._background.reader.run(job, partial(self._was_made, name, self._forms), self._was_not_made)

    def _was_made(self, name: str, form: int, file: NewFile) -> None:
        if form != self._forms:
            self._was_not_made(Refused("photo.form-left"))
            return
        self._under_way -= 1
        value = f"{file.sha256}.{_ENDINGS[file.media_type]}"
        self._known[value] = file.content
        self.changed.emit()
        if self._give is not None:
            self._give(name, value, file)

    def _was_not_made(self, error: FieldappError) -> None:
        self._under_way -= 1
        self.changed.emit()
        self._background.failed.emit(error)

    def _was_read(self, value: str, content: bytes) -> None:
        self._loading.discard(value)
        self._known[value] = content
        self.loaded.emit(value)

    def _was_not_read(self, value: str, _error: FieldappError) -> None:
        """A picture of another tablet stays where it is until the centre sends it: the page says so."""
        self._loading.discard(value)
        self._missing.add(value)
        self.loaded.emit(value)


def _size(longest: int) -> int:
    return longest if 0 < longest < photo.LONGEST_EDGE else photo.LONGEST_EDGE


def _sheet(pad: InkPad) -> photo.Sheet:
    return photo.Sheet(pad.strokes(), pad.width(), pad.height())
