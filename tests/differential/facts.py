"""Everything that a session shows, by address, and what a change set says became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fieldapp.forms.questions import Aspect, ChangeSet
from fieldapp.forms.session import FormSession

Facts = dict[str, dict[Aspect, object]]


def facts_of(session: FormSession) -> Facts:
    """The facts of every node; choices and label of those that are asked. The form's own ids are left out."""
    found: Facts = {
        field.path: {
            Aspect.VALUE: field.value,
            Aspect.RELEVANT: field.relevant,
            Aspect.REQUIRED: field.required,
            Aspect.READONLY: field.readonly,
            Aspect.VALIDITY: field.problem,
        }
        for field in session.fields()
        if not field.path.startswith("/data/meta")
    }
    for question in session.questions():
        found[question.path] |= {Aspect.CHOICES: question.choices, Aspect.LABEL: question.label}
    return found


def rows_of(session: FormSession) -> dict[str, tuple[str, ...]]:
    """The rows of every repeat that is asked."""
    return {repeat.path: repeat.instances for repeat in session.repeats()}


def followed(before: Facts, changes: ChangeSet) -> Facts:
    """The facts with rows gone and come as a change set says; those of new rows are not known yet."""
    facts = dict(before)
    for address in changes.removed:
        facts = _without(facts, address)
    for address in changes.added:
        facts = _with_room(facts, address)
    return facts


def _without(facts: Facts, address: str) -> Facts:
    return {
        moved: known
        for path, known in facts.items()
        if not _is_inside(path, address) and (moved := _moved(path, address, -1))
    }


def _with_room(facts: Facts, address: str) -> Facts:
    if not any(_is_inside(path, address) for path in facts):
        return facts
    return {_moved(path, address, 1, or_at=True): known for path, known in facts.items()}


def _is_inside(path: str, address: str) -> bool:
    return path == address or path.startswith(f"{address}/")


def _moved(path: str, address: str, by: int, *, or_at: bool = False) -> str:
    """A path with its position moved where it is a row behind the one at an address."""
    base, _, place = address.rpartition("[")
    found = re.match(re.escape(base) + r"\[(\d+)\]", path)
    if found is None:
        return path
    position, gone = int(found[1]), int(place.rstrip("]"))
    if position > gone or (or_at and position == gone):
        return f"{base}[{position + by}]{path[found.end() :]}"
    return path


def untold(before: Facts, changes: ChangeSet, after: Facts) -> list[str]:
    """What a change set leaves out, and what it tells although it did not change."""
    kept = followed(before, changes)
    new = {path for path in after if any(_is_inside(path, address) for address in changes.added)}
    wrong = [f"{path} is not accounted for" for path in after.keys() ^ kept.keys() if path not in new]
    for path in after.keys() & kept.keys() - new:
        wrong += [f"{path}: {fault}" for fault in _differences(kept[path], changes.changes.get(path, ()), after[path])]
    strangers = changes.changes.keys() - after.keys()
    return wrong + [f"{path} is told and not there" for path in strangers if not path.startswith("/data/meta")]


def _differences(was: Mapping[Aspect, object], told: object, now: Mapping[Aspect, object]) -> list[str]:
    found: list[str] = []
    for aspect in was.keys() & now.keys():
        is_told = aspect in told  # type: ignore[operator]
        if was[aspect] != now[aspect] and not is_told:
            found.append(f"{aspect.value} is untold: {was[aspect]!r} to {now[aspect]!r}")
        if was[aspect] == now[aspect] and is_told:
            found.append(f"{aspect.value} is told and stayed {now[aspect]!r}")
    return found
