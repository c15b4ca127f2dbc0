"""Random scripts on random forms: answers, rows that come and go, another language; each step is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from fieldapp.forms.controls import ControlKind
from fieldapp.forms.model import FormDefinition, load_form
from fieldapp.forms.questions import ChangeSet, QuestionState
from fieldapp.forms.session import FormSession
from tests.differential.facts import facts_of, rows_of, untold
from tests.differential.random_xform import RandomForm

NOW = datetime(2026, 11, 23, 9, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
TEXTS = ("1", "2", "3", "10", "-1", "0.5", "x", "red", "fan", "fan pump", "")
MOST_ROWS = 5


def opened(form: FormDefinition, answers: Mapping[str, str] | None = None, language: str = "zh") -> FormSession:
    """A session of which every one gives the same ids."""
    return FormSession(form, language=language, now=lambda: NOW, answers=answers, new_id=lambda: "0000")


class Script:
    """Draws one step after the other for a session, and checks each."""

    def __init__(self, draw: st.DrawFn, random_form: RandomForm) -> None:
        self.draw = draw
        self.form = load_form(random_form.xform.encode())
        self.session = opened(self.form)
        self.told: list[str] = []

    def run(self, steps: int, after: Callable[[str, str, str], None] = lambda *_step: None) -> None:
        """Take steps; `after` is called with what each of them was."""
        for _ in range(steps):
            before = facts_of(self.session)
            verb, address, value = self.choose()
            self.told.append(f"{verb} {address} {value!r}")
            changes = self.take(verb, address, value)
            now = facts_of(self.session)
            if verb != "speak":  # another language is another screen
                self.expect(untold(before, changes, now))
            self.compare_with_fresh()
            after(verb, address, value)

    def choose(self) -> tuple[str, str, str]:
        """The next step: verb, address, value."""
        repeats = [repeat for repeat in self.session.repeats() if repeat.may_change]
        questions = [question for question in self.session.questions() if not question.readonly]
        verb = self.draw(st.sampled_from(["set"] * 6 + ["add"] * 2 + ["remove", "speak"]))
        if verb == "speak":
            return verb, "", self.draw(st.sampled_from(["zh", "en"]))
        growing = [repeat.path for repeat in repeats if len(repeat.instances) < MOST_ROWS]
        if verb == "add" and growing:
            return verb, self.draw(st.sampled_from(growing)), ""
        rows = [row for repeat in repeats for row in repeat.instances]
        if verb == "remove" and rows:
            return verb, self.draw(st.sampled_from(rows)), ""
        if not questions:
            return "speak", "", "zh"
        question = self.draw(st.sampled_from(questions))
        return "set", question.path, self.answer(question)

    def answer(self, question: QuestionState) -> str:
        if question.choices and question.kind is ControlKind.SELECT_ONE:
            return self.draw(st.sampled_from([*(choice.value for choice in question.choices), ""]))
        if question.choices:
            chosen = self.draw(st.sets(st.sampled_from([choice.value for choice in question.choices])))
            return " ".join(choice.value for choice in question.choices if choice.value in chosen)
        return self.draw(st.sampled_from(TEXTS))

    def take(self, verb: str, address: str, value: str) -> ChangeSet:
        """Do one step."""
        if verb == "add":
            return self.session.add_repeat(address)
        if verb == "remove":
            return self.session.remove_repeat(address)
        if verb == "speak":
            return self.session.set_language(value)
        return self.session.set(address, value)

    def compare_with_fresh(self) -> None:
        """A session made anew from the answers shows the same."""
        answers = self.session.answers()
        fresh = opened(self.form, answers, self.session.language)
        self.expect([f"{address} is unknown" for address in fresh.unknown_answers])
        self.expect(differences(facts_of(self.session), facts_of(fresh)))
        self.expect(differences(rows_of(self.session), rows_of(fresh)))
        self.expect(differences(answers, fresh.answers()))
        self.expect([] if fresh.problems() == self.session.problems() else ["problems"])

    def expect(self, faults: list[str]) -> None:
        """Fail with what was done so far where there are faults."""
        if faults:
            raise AssertionError(f"{faults} after {self.told}")


def differences(ours: Mapping[str, object], fresh: Mapping[str, object]) -> list[str]:
    """Where a session and a fresh one differ."""
    keys = [*ours, *(key for key in fresh if key not in ours)]
    return [f"{key}: {ours.get(key)}, fresh {fresh.get(key)}" for key in keys if ours.get(key) != fresh.get(key)]
