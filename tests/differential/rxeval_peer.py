"""rxeval, an engine that others wrote, beside ours on what both do.

What is left out because rxeval does otherwise, by ODK's documentation wrongly or on purpose (see docs/forms.md): an
answer that is not relevant stays visible to expressions, and one that a filter took away; a calculation without a
result is the text `NaN`; types do not cast answers; `jr:count`, repeats inside repeats, repeats without a template,
`setvalue`, `position(..)`, `current()` and `once()` are not run.
"""

from __future__ import annotations

import rxeval

from fieldapp.forms.questions import ProblemKind
from fieldapp.forms.session import FormSession
from tests.differential.random_xform import RandomForm


class RxevalPeer:
    """One session of rxeval."""

    def __init__(self, random_form: RandomForm) -> None:
        self.session = rxeval.Session(random_form.xform)
        self.calculated = {node.path for node in random_form.nodes if "calculate" in node.binds}
        self.filtered = [node.path for node in random_form.nodes if node.filter]

    def follow(self, verb: str, address: str, stored: str) -> None:
        """Do the same step; an answer as our type stored it."""
        if verb == "set":
            self.session.set(address, stored)
        elif verb == "add":
            self.session.add_row(address)
        elif verb == "remove":
            base, _, place = address.rpartition("[")
            self.session.remove_row(base, int(place.rstrip("]")))

    def faults(self, ours: FormSession) -> list[str]:
        """Where the two differ now."""
        found = self.session.recompute()
        assert found["failed"] == [], found["failed"]
        single = {f"{path}[1]": path for path, rows in found["repeats"].items() if rows == 1}
        missing = set(found["missing"])
        invalid = {address for address, _words in found["invalid"]}
        wrong: list[str] = []
        for field in ours.fields():
            if field.is_group or field.path.startswith("/data/meta"):
                continue
            named = bare(field.path, single)
            if not field.relevant:
                wrong += [f"{field.path} is not asked"] if named in missing | invalid else []
                continue
            theirs = self.session.get(field.path)
            if (theirs if theirs != "NaN" else "") != field.value and field.path not in self.filtered:
                wrong.append(f"{field.path}: {field.value!r}, rxeval {theirs!r}")
            if (field.problem is ProblemKind.REQUIRED) != (named in missing):
                wrong.append(f"{field.path}: required {field.problem}")
            if (field.problem is ProblemKind.CONSTRAINT) != (named in invalid):
                wrong.append(f"{field.path}: constraint {field.problem}")
        return wrong + self._choices(ours)

    def _choices(self, ours: FormSession) -> list[str]:
        wrong: list[str] = []
        for question in ours.questions():
            if question.path in self.filtered:
                theirs = [choice["value"] for choice in self.session.choices(question.path)]
                if theirs != [choice.value for choice in question.choices]:
                    wrong.append(f"{question.path}: {question.choices}, rxeval {theirs}")
        return wrong


def bare(address: str, single: dict[str, str]) -> str:
    """An address as rxeval names it: without the position of a row that is the only one."""
    for row, path in single.items():
        if address.startswith(f"{row}/"):
            return path + address[len(row) :]
    return address
