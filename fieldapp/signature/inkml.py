"""Strokes as InkML, the form in which handwriting is handed to an expert (W3C Recommendation of 20 September 2011).

Each sample is written in full: x, y and pressure as the shortest decimals that read back to the same number, and the
milliseconds since the first sample. Nothing is smoothed, left out or rounded (REP-3).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from xml.parsers import expat

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ink import InkPoint, Stroke

NAMESPACE = "http://www.w3.org/2003/InkML"

CHANNELS = ("X", "Y", "T", "F")
"""The order of the numbers of one sample: place, time, force."""

LARGEST = 8 * 1024 * 1024
"""Bytes of ink that are read: some hundred pages of handwriting."""

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<ink xmlns="{NAMESPACE}">
  <definitions>
    <context xml:id="pad">
      <traceFormat>
        <channel name="X" type="decimal" units="dev"/>
        <channel name="Y" type="decimal" units="dev"/>
        <channel name="T" type="integer" units="ms"/>
        <channel name="F" type="decimal" min="0" max="1" units="dev"/>
      </traceFormat>
    </context>
  </definitions>
"""


def to_inkml(strokes: Sequence[Stroke]) -> bytes:
    """Return the strokes as an InkML document in UTF-8, one trace a stroke; equal strokes give equal bytes.

    Raises BadInput("ink.value") if a sample holds a number that is not finite: such a sample was never written.
    """
    traces = (f'  <trace contextRef="#pad">{_trace(stroke)}</trace>\n' for stroke in strokes)
    return (_HEAD + "".join(traces) + "</ink>\n").encode()


def from_inkml(document: bytes) -> tuple[Stroke, ...]:
    """Return the strokes of a document that `to_inkml` wrote.

    Raises BadInput("ink.unreadable") if it is no InkML, too large, or declares entities; ("ink.channels") if its
    samples are made otherwise; ("ink.value") for a sample that is not four finite numbers.
    """
    if len(document) > LARGEST:
        raise BadInput("ink.unreadable")
    reader = _Reader()
    try:
        reader.parser.Parse(document, True)
    except (expat.ExpatError, ValueError, LookupError) as fault:  # the last two: an encoding nobody knows
        raise BadInput("ink.unreadable") from fault
    if not reader.is_ink:
        raise BadInput("ink.unreadable")
    if tuple(reader.channels) != CHANNELS:
        raise BadInput("ink.channels", channels=" ".join(reader.channels))
    return tuple(Stroke(_points(trace)) for trace in reader.traces)


class _Reader:
    """Collects channels and traces from expat's calls; everything else in the document has no meaning here."""

    def __init__(self) -> None:
        self.is_ink = False
        self.channels: list[str] = []
        self.traces: list[str] = []
        self._trace: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _doctype(self, *_declaration: str | int | None) -> None:
        """Refuse entity declarations, which could make a small document large."""
        raise BadInput("ink.unreadable")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{NAMESPACE} ink":
            self.is_ink = True
        elif name == f"{NAMESPACE} channel":
            self.channels.append(attributes.get("name", ""))
        elif name == f"{NAMESPACE} trace":
            self._trace = []

    def _end(self, name: str) -> None:
        if name == f"{NAMESPACE} trace" and self._trace is not None:
            self.traces.append("".join(self._trace))
            self._trace = None

    def _characters(self, text: str) -> None:
        if self._trace is not None:
            self._trace.append(text)


def _trace(stroke: Stroke) -> str:
    return ", ".join(f"{_decimal(p.x)} {_decimal(p.y)} {p.t} {_decimal(p.pressure)}" for p in stroke.points)


def _decimal(number: float) -> str:
    """Return the shortest decimal that reads back to `number`, without exponent: InkML has none."""
    exact = Decimal(repr(number))
    if not exact.is_finite():
        raise BadInput("ink.value", value=str(number))
    return format(exact, "f")


def _points(trace: str) -> tuple[InkPoint, ...]:
    return tuple(_point(sample) for sample in trace.split(",")) if trace.strip() else ()


def _point(sample: str) -> InkPoint:
    try:
        x, y, t, pressure = (Decimal(text) for text in sample.split())
        if not all(number.is_finite() for number in (x, y, t, pressure)) or t != t.to_integral_value():
            raise BadInput("ink.value", value=sample.strip()[:60])
    except (ValueError, InvalidOperation) as fault:
        raise BadInput("ink.value", value=sample.strip()[:60]) from fault
    return InkPoint(float(x), float(y), int(t), float(pressure))
