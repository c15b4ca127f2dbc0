"""What a move to another form version would do to an order: worked out for the preview, and again for the move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fieldapp.domain.errors import NotFound
from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.domain.process import AnswerPlace, Process
from fieldapp.domain.visit import KeptAnswer, StepState
from fieldapp.domain.work_order import WorkOrder
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.takeover import Crossing
from fieldapp.usecases.form_shelf import ROOT, FormShelf, answer_paths
from fieldapp.usecases.ports import Clock, Queries
from fieldapp.workflow.step_form import steps_asking


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossedStep:
    """What becomes of the answers of one step: `kept` stand, the others go to the attic or come back from it."""

    kept: tuple[AnswerPlace, ...]
    dropped: tuple[KeptAnswer, ...]
    restored: tuple[KeptAnswer, ...]
    reworded: tuple[AnswerPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """Both versions, and what becomes of the answers of every step that uses the form.

    `origins` are the versions that answers in the attic were set aside from, so far as they are here.
    """

    before: FormDefinition
    after: FormDefinition
    from_sha256: Sha256
    origins: Mapping[Sha256, FormDefinition]
    steps: tuple[CrossedStep, ...]

    @property
    def kept(self) -> tuple[AnswerPlace, ...]:
        """Return the places whose answer stays."""
        return tuple(place for step in self.steps for place in step.kept)

    @property
    def dropped(self) -> tuple[KeptAnswer, ...]:
        """Return the answers that the other version cannot hold."""
        return tuple(kept for step in self.steps for kept in step.dropped)

    @property
    def restored(self) -> tuple[KeptAnswer, ...]:
        """Return the answers of the attic that it can hold again."""
        return tuple(kept for step in self.steps for kept in step.restored)

    @property
    def reworded(self) -> tuple[AnswerPlace, ...]:
        """Return the places whose answer stays and says something else."""
        return tuple(place for step in self.steps for place in step.reworded)


@dataclass(frozen=True, slots=True)
class FormCrossing:
    """Replays an order's answers into another version of one of its forms. Nothing is written."""

    queries: Queries
    forms: FormShelf
    clock: Clock

    def __call__(self, order: WorkOrder, form_id: FormId, to_sha256: Sha256) -> Crossed:
        """Work the move out.

        Raises NotFound("form.unknown") where the order's own version is not here, NotFound("form.version-unknown")
        for a target that is no version of this form here, FormError for one that cannot be run.
        """
        from_sha256, before = self.forms.definition(order, form_id)
        known = {version.sha256 for version in self.queries.form_versions(form_id)}
        if to_sha256 not in known:
            raise NotFound("form.version-unknown", form=form_id, version=to_sha256[:8])
        steps = steps_asking(self.queries.process(order.pin), order, form_id)
        after = self.forms.version(order, form_id, to_sha256)
        # An answer whose version is not here stays in the attic: nothing can be said about it.
        given_in = {kept.form_sha256 for kept in order.visit.attic if kept.step in steps} & known
        origins = {sha256: self.forms.version(order, form_id, sha256) for sha256 in given_in}
        way = _Way(order, Crossing(before, after, self.clock.now), from_sha256, origins)
        crossed = tuple(way.of_step(step) for step in steps)
        return Crossed(before=before, after=after, from_sha256=from_sha256, origins=origins, steps=crossed)


@dataclass(frozen=True, slots=True)
class _Way:
    """The way of one order's answers; `origins` are the versions that answers in the attic were set aside from."""

    order: WorkOrder
    crossing: Crossing
    from_sha256: Sha256
    origins: Mapping[Sha256, FormDefinition]

    def of_step(self, step: StepId) -> CrossedStep:
        taken = self.crossing.take_over(answer_paths(self.order, step))
        dropped = (
            KeptAnswer(step=step, name=_name(address), value=value, form_sha256=self.from_sha256)
            for address, value in taken.dropped.items()
        )
        return CrossedStep(
            kept=_places(step, (address for address, value in taken.kept.items() if value)),
            dropped=tuple(dropped),
            restored=tuple(self._returning(step, taken.kept)),
            reworded=_places(step, taken.reworded),
        )

    def _returning(self, step: StepId, kept: Mapping[str, str]) -> Iterator[KeptAnswer]:
        """Return what comes back out of the attic, the answer that was set aside last before older ones."""
        standing = dict(kept)
        aside = [answer for answer in self.order.visit.attic if answer.step == step]
        for sha256 in dict.fromkeys(answer.form_sha256 for answer in reversed(aside)):
            if sha256 not in self.origins:
                continue
            of_version = {ROOT + answer.name: answer for answer in aside if answer.form_sha256 == sha256}
            way = Crossing(self.origins[sha256], self.crossing.after, self.crossing.now)
            back = way.returning({address: answer.value for address, answer in of_version.items()}, standing)
            standing.update(back)
            yield from (of_version[address] for address in back)


def _places(step: StepId, addresses: Iterable[str]) -> tuple[AnswerPlace, ...]:
    return tuple(AnswerPlace(step=step, field=_name(address)) for address in addresses)


def _name(address: str) -> str:
    return address.removeprefix(ROOT)


def step_over(order: WorkOrder, process: Process, form_id: FormId) -> StepId | None:
    """Return a step with this form that was completed or skipped: it keeps the version its answers were given in."""
    for step in steps_asking(process, order, form_id):
        progress = order.visit.steps.get(step)
        if progress is not None and progress.state is not StepState.BEGUN:
            return step
    return None
