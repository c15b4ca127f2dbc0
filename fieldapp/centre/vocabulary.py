"""What an order's answers and steps are called: read from the very process and forms it began with (PRO-2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, select

from fieldapp.centre.database.tables import change, live_row
from fieldapp.centre.devices.feed import REFERENCE
from fieldapp.centre.list_rows import ListRows, rows_that_hold
from fieldapp.centre.settings import Now
from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.domain.process import Process
from fieldapp.domain.visit import KeptAnswer
from fieldapp.domain.work_order import WorkOrder
from fieldapp.forms.choice_source import ChoiceSource, NoLists, needed_lists
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.model import load_form
from fieldapp.forms.plain_words import PlainWords
from fieldapp.forms.questions import QuestionState
from fieldapp.forms.session import FormSession
from fieldapp.forms.takeover import path_of
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import DocumentKind, FormDocument
from fieldapp.workflow.step_form import form_of

_ACKNOWLEDGED = "OK"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Process and XForm texts of one order; what was never published is called by its plain name.

    `moved` are the form versions that the order had besides those that it has; `lists` the rows of long lists that its
    answers name.
    """

    process: Process | None
    forms: Mapping[StepId, bytes]
    moved: Mapping[Sha256, FormDocument]
    now: Now
    lists: ChoiceSource = field(default_factory=NoLists)

    def step(self, step_id: StepId, language: str) -> str:
        """Return the step's title."""
        titles = {step.id: step.title for step in self.process.steps} if self.process else {}
        return titles[step_id].in_language(language) if step_id in titles else step_id

    def in_order(self, steps: Iterable[StepId]) -> list[StepId]:
        """Return the steps as the process has them; unknown ones last, by name."""
        places = {step.id: place for place, step in enumerate(self.process.steps)} if self.process else {}
        return sorted(steps, key=lambda step: (places.get(step, len(places)), step))

    def answers(self, step_id: StepId, given: Mapping[str, str], language: str) -> list[tuple[str, str]]:
        """Return question and answer in the form's own words and order; what the form does not show comes last."""
        left = {f"/data/{name}": value for name, value in given.items() if value}
        told = []
        if step_id in self.forms:
            form = load_form(self.forms[step_id])
            session = FormSession(form, language=language, now=self.now, answers=left, choices=self.lists)
            for question in session.questions():
                if question.path in left:
                    told.append((question.label, _said(question, left.pop(question.path))))
        return told + [(path.removeprefix("/data/"), value) for path, value in left.items()]

    def set_aside(self, kept: KeptAnswer, language: str) -> tuple[str, str]:
        """Return question and answer of the attic in the words of the version that it was set aside from."""
        document = self.moved.get(kept.form_sha256)
        if document is None:
            return kept.name, kept.value
        words = PlainWords(load_form(document.xform.encode()), language, self.lists)
        path = path_of(f"/data/{kept.name}")
        control = words.form.controls.get(path)
        ticked = kept.value == _ACKNOWLEDGED and control is not None and control.kind is ControlKind.TRIGGER
        return words.label(path), "✓" if ticked else words.answer(path, kept.value)

    def form(self, form_id: FormId, language: str) -> str:
        """Return what a form is called: the steps that ask it."""
        steps = self.process.steps if self.process else ()
        titles = [step.title.in_language(language) for step in steps if form_id in step.forms]
        return "·".join(titles) or form_id

    def version(self, sha256: Sha256) -> str:
        """Return the author's name of a version, the beginning of its hash where it was never published."""
        document = self.moved.get(sha256)
        return document.version if document is not None else sha256[:8]


def read_vocabulary(connection: Connection, order: WorkOrder, now: Now) -> Vocabulary:
    """Return the vocabulary of the order's pinned versions."""
    text = _published(connection, DocumentKind.PROCESS, f"{order.pin.process_id}@{order.pin.process_version}")
    process = decode(text, Process) if text is not None else None
    forms = {}
    for step in process.steps if process else ():
        sha256 = order.pin.forms.get(form_of(step, order))
        body = _published(connection, DocumentKind.FORM, sha256) if sha256 else None
        if body is not None:
            forms[step.id] = decode(body, FormDocument).xform.encode()
    moved = _moved(connection, order)
    xforms = [*forms.values(), *(document.xform.encode() for document in moved.values())]
    return Vocabulary(process, forms, moved, now, _lists(connection, order, xforms))


def _lists(connection: Connection, order: WorkOrder, xforms: Iterable[bytes]) -> ListRows:
    """Return the rows of long lists that the answers name; the answer itself stays where a list lost it since."""
    answers = {value for given in order.visit.answers.values() for value in given.values()}
    answers |= {kept.value for kept in order.visit.attic}
    names = {name for xform in xforms for name in needed_lists(xform)}
    return rows_that_hold(connection, names, {word for value in answers for word in (value, *value.split())})


def _moved(connection: Connection, order: WorkOrder) -> dict[Sha256, FormDocument]:
    visit = order.visit
    needed = {kept.form_sha256 for kept in visit.attic}
    needed |= {sha256 for move in visit.form_moves for sha256 in (move.from_sha256, move.to_sha256)}
    bodies = {sha256: _published(connection, DocumentKind.FORM, sha256) for sha256 in needed}
    return {sha256: decode(body, FormDocument) for sha256, body in bodies.items() if body is not None}


def _published(connection: Connection, kind: DocumentKind, key: str) -> bytes | None:
    same_row = and_(change.c.scope == live_row.c.scope, change.c.number == live_row.c.number)
    query = select(change.c.document).select_from(live_row.join(change, same_row))
    is_wanted = and_(live_row.c.scope == REFERENCE, live_row.c.kind == kind.value, live_row.c.key == key)
    found: bytes | None = connection.execute(query.where(is_wanted)).scalar_one_or_none()
    return found


def _said(question: QuestionState, value: str) -> str:
    if value == _ACKNOWLEDGED and question.kind is ControlKind.TRIGGER:
        return "✓"
    labels = {choice.value: choice.label for choice in question.choices}
    parts = [value] if question.kind is ControlKind.SELECT_ONE else value.split()
    words = "·".join(labels.get(part, part) for part in parts) if labels else value
    unit = question.attributes.get("unit", "")
    return f"{words.replace('-', '−')} {unit}" if unit else words
