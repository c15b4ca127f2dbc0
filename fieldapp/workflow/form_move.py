"""What a move to another form version does to an order: the pin goes on, answers go to the attic and come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fieldapp.domain.events import FormMoved
from fieldapp.domain.ids import StepId
from fieldapp.domain.replacing import replace
from fieldapp.domain.visit import FormMove, KeptAnswer, StepState, Visit
from fieldapp.domain.work_order import WorkOrder

Answers = dict[StepId, dict[str, str]]


def moved(order: WorkOrder, event: FormMoved) -> WorkOrder:
    """Return the order with the form's other version (PRO-2); the version of the process stays what it is.

    A move away from a version that the order does not have (another tablet moved it first) changes nothing. What stands
    at a dropped place goes to the attic whatever it is, so that no answer is lost; an answer comes back only from the
    attic, and only where none stands. A move that is known and in force is settled again, as when events are applied
    again after a reopening: what their answers put back goes, and the attic holds it once.
    """
    forms, visit = order.pin.forms, order.visit
    known = next((move for move in visit.form_moves if _says(move, event)), None)
    if forms.get(event.form_id) != (event.from_sha256 if known is None else event.to_sha256):
        return order
    answers = {step: dict(given) for step, given in visit.answers.items()}
    taken = _taken(answers, event)
    attic = [*visit.attic, *(kept for kept in taken if kept not in visit.attic)]
    emptied = {(kept.step, kept.name) for kept in taken}
    returned = []
    for kept in event.restored:
        again = known is not None and kept in known.restored and (kept.step, kept.name) in emptied
        if (kept in attic or again) and not answers.get(kept.step, {}).get(kept.name):
            attic = [other for other in attic if other != kept]
            answers.setdefault(kept.step, {})[kept.name] = kept.value
            returned.append(kept)
    pin = replace(order.pin, forms={**forms, event.form_id: event.to_sha256})
    moves = visit.form_moves if known is not None else (*visit.form_moves, _move(event, returned))
    standing = {step: given for step, given in answers.items() if given}
    return replace(order, pin=pin, visit=replace(visit, answers=standing, attic=tuple(attic), form_moves=moves))


def _says(move: FormMove, event: FormMoved) -> bool:
    """Tell whether the move is what this event did."""
    said = (event.form_id, event.from_sha256, event.to_sha256, event.at)
    return (move.form_id, move.from_sha256, move.to_sha256, move.at) == said


def _move(event: FormMoved, returned: Sequence[KeptAnswer]) -> FormMove:
    return FormMove(
        form_id=event.form_id,
        from_sha256=event.from_sha256,
        to_sha256=event.to_sha256,
        at=event.at,
        restored=tuple(returned),
    )


def changes_reported(event: FormMoved, visit: Visit) -> bool:
    """Tell whether an answer of a step that was over when the report was signed went, came back or says another thing.

    A step that is still open has not been reported yet (PRO-4).
    """
    steps = {place.step for place in (*event.dropped, *event.reworded)} | {kept.step for kept in event.restored}
    reported = (visit.steps[step] for step in steps if step in visit.steps)
    return any(progress.state is not StepState.BEGUN for progress in reported)


def _taken(answers: Mapping[StepId, dict[str, str]], event: FormMoved) -> list[KeptAnswer]:
    """Take the answers at the dropped places out and return them; one that this very move brings back stays."""
    brought_back = {(kept.step, kept.name, kept.value) for kept in event.restored}
    found = []
    for place in event.dropped:
        given = answers.get(place.step, {})
        value = given.get(place.field, "")
        if value and (place.step, place.field, value) not in brought_back:
            del given[place.field]
            kept = KeptAnswer(step=place.step, name=place.field, value=value, form_sha256=event.from_sha256)
            found.append(kept)
    return found
