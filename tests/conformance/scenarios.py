"""Recorded form-filling scenarios, replayed on our session: after each step every fact known so far must hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fieldapp.domain.errors import FormError
from fieldapp.forms.model import FormDefinition, load_form
from fieldapp.forms.session import FormSession
from tests.conformance.outcomes import Outcome

NOW = datetime(2026, 11, 21, 23, 59, 17, 276_000, tzinfo=UTC)  # when the suite was recorded
CHANCE = re.compile(r"2026-11-21T23:5\d:\d\d\.\d{3}|uuid:[0-9a-f-]{36}")
CHOSEN_FILE = "[object File]"  # what the recorder wrote for a file that was chosen; its name only shows in the result


def run_scenarios(recorded: list[dict[str, Any]]) -> list[Outcome]:
    """The outcome of every scenario of a recording."""
    return [run(scenario) for scenario in recorded]


def run(scenario: dict[str, Any]) -> Outcome:
    """Replay a scenario; it ends at the first fact that does not hold."""
    replay, steps, crashed = _Replay(), scenario["steps"], False
    agreed, why = 0, ""
    for number, step in enumerate(steps):
        try:
            why = replay.step(step)
        except FormError as error:
            why = f"error {error}"
        except Exception as error:  # a recording must never stop the run: a crash is a miss that names itself
            why, crashed = f"crash {error!r}", True
        if why:
            why = f"step {number} {step['op'][0]}: {why}"
            break
        agreed += 1
    return Outcome(
        scenario["id"],
        scenario["test"],
        passed=not why,
        why=why,
        steps=len(steps),
        agreed=agreed,
        crashed=crashed,
        given_by_record=replay.given_by_record,
    )


@dataclass
class _Replay:
    session: FormSession | None = None
    expected: dict[str, list[Any]] = field(default_factory=dict)
    given_by_record: int = 0

    def step(self, step: dict[str, Any]) -> str:
        """Perform a step; the first fact that does not hold after it, "" when all do."""
        operation, *details = step["op"]
        if operation == "init":
            form = load_form(details[0].encode())
            properties = self._properties(form, step["changed"])
            self.session = FormSession(form, language="", now=lambda: NOW, properties=properties)
            self.expected = {}
        elif self.session is None:
            return "no form was opened"
        elif operation == "set":
            path, value = details
            self.session.set(path, self._chosen_name(path, step["changed"]) if value == CHOSEN_FILE else value)
        elif operation == "add":
            self.session.add_repeat(*details)
        elif operation == "remove":
            self.session.remove_repeat(*details)
        else:
            return f"unknown operation {operation}"
        self.expected.update(step["changed"])
        for path in step["gone"]:
            self.expected.pop(path, None)
        return differs(self.session, self.expected)

    def _chosen_name(self, path: str, changed: dict[str, list[Any]]) -> str:
        """The recording holds no input here: the name of the chosen file stands in the facts of that very path."""
        facts = changed.get(path, [])
        if len(facts) < 2:
            return CHOSEN_FILE
        self.given_by_record += 1
        return str(facts[1])

    def _properties(self, form: FormDefinition, changed: dict[str, list[Any]]) -> dict[str, str]:
        """The recording lacks what the device told the form: it stands in the facts of those who asked for it."""
        found: dict[str, str] = {}
        for path, bind in form.binds.items():
            kind, name = bind.preload or ("", "")
            facts = changed.get(path, [])
            if kind == "property" and len(facts) > 1 and facts[1]:
                found[name] = facts[1]
                self.given_by_record += 1
        return found


def without_chance(facts: list[Any] | None) -> list[Any] | None:
    """Facts without what no replay can repeat: the instants of the recording and random ids."""
    return facts and [CHANCE.sub("*", fact) if isinstance(fact, str) else fact for fact in facts]


def differs(session: FormSession, expected: dict[str, list[Any]]) -> str:
    """The first fact that does not hold, "" when all do; random ids are left out."""
    found = {
        node.path: [int(node.relevant)]
        if node.is_group
        else [int(node.relevant), node.written, int(node.required), node.problem and node.problem.value]
        for node in session.fields()
    }
    for path, facts in expected.items():
        schema = session.form.schema.by_path.get(re.sub(r"\[\d+\]", "", path))
        is_whole_repeat = schema is not None and schema.is_repeat and not path.endswith("]")
        if path.endswith("instanceID") or is_whole_repeat:
            continue
        if without_chance(found.get(path)) != without_chance(facts):
            return f"{path} expected {facts}, got {found.get(path)}"
    extra = next((path for path in found if path not in expected and path.count("/") > 1), None)
    return f"{extra} is not expected" if extra else ""
