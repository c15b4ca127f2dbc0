"""What engineers, office, lines and machines do to a served company, in whatever order Hypothesis thinks of.

What is drawn never depends on what happened: where a line was cut differs by a byte or two from time to time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Connection

from fieldapp.centre.desk import office
from fieldapp.centre.desk import orders as desk
from fieldapp.centre.devices import retirement
from fieldapp.centre.devices.feed import Feed
from fieldapp.domain.errors import Refused
from fieldapp.domain.ids import DeviceId, EngineerId, OrderId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import to_json
from fieldapp.wire.messages import Verdict
from tests.factories import NOW
from tests.kills.nursery import Nursery
from tests.simulation.real import steps
from tests.simulation.real.company import ENGINEERS, ORDERS, Company
from tests.simulation.real.killing import Killed, copy_folder
from tests.simulation.real.promises import at_any_time, at_rest
from tests.simulation.real.runner import bring_through
from tests.simulation.real.served_world import ServedWorld
from tests.simulation.real.tablet import Tablet
from tests.simulation.real.told_events import KINDS, event_of
from tests.simulation.real.witness import BrokenPromise, fact_of

TABLETS = st.integers(0, 1)
BYTES_UP = st.integers(500, 2_600)
BYTES_DOWN = st.integers(1_200, 4_500)
"""Of one run: before this it is the handshake of TLS, behind it the run is over."""
MEANWHILE = ("work", "a sync", "nothing")

met: Counter[str] = Counter()
"""What the stories of this process ran into."""
broken: Counter[str] = Counter()
"""The promises that were broken in them."""


class Served(RuleBasedStateMachine):
    """The real encrypted stores and engines of two tablets, a real served centre, and the promises of the protocol."""

    def __init__(self, company: Company, nursery: Nursery, mutant: str = "") -> None:
        super().__init__()
        self.served = ServedWorld(company, nursery, mutant)
        self.world = self.served.world
        self.sticks: list[tuple[Tablet, Path]] = []
        self.answers: list[tuple[Tablet, Path]] = []
        self.files = 0

    @initialize(order=st.sampled_from(ORDERS), tablet=TABLETS, meanwhile=st.sampled_from(MEANWHILE))
    def the_day_begins(self, order: OrderId, tablet: int, meanwhile: str) -> None:
        """What every story has: an answer that meets another one, and a stick."""
        self.two_engineers_answer_the_same_question(order, "one")
        self.a_stick_goes_there_and_back(tablet, 0, meanwhile)

    @rule(
        tablet=TABLETS,
        which=st.integers(0, 5),
        kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=3),
        photo=st.booleans(),
    )
    def an_engineer_works(self, tablet: int, which: int, kinds: list[str], photo: bool) -> None:
        """Something on an order that he sees, as one local transaction."""
        body = self.world.tablets[tablet]
        self._work(body, self._seen(body, which), kinds, photo)

    def _seen(self, body: Tablet, which: int) -> OrderId:
        """Return one of the orders that a tablet shows, or any where it shows none."""
        seen = [] if body.is_gone else [order for order in ORDERS if body.shows(order) is not None]
        return (seen or ORDERS)[which % len(seen or ORDERS)]

    def _work(self, body: Tablet, order: OrderId, kinds: list[str], photo: bool = False) -> None:
        if body.is_gone or body.shows(order) is None:
            return
        events = [
            event_of(kind, order, NOW + timedelta(minutes=self.world.facts_told + 1), self.world.fact())
            for kind in kinds
        ]
        content = self.world.fact().encode() if photo else b""
        try:
            body.write(events, content)
        except Refused:
            assert body.identity.is_leaving()
            return
        met["events written"] += len(events)
        self.world.witness.written[body.body].append(tuple(fact_of(to_json(event)) for event in events))
        if photo:
            self.world.witness.photos[body.body].append(content)

    @rule(order=st.sampled_from(ORDERS), engineer=st.sampled_from(ENGINEERS))
    def the_office_gives(self, order: OrderId, engineer: EngineerId) -> None:
        """An order goes to somebody, maybe to another."""
        self._at_the_desk(lambda connection, feed: desk.assign(connection, feed, order, engineer, engineer, NOW))

    @rule(order=st.sampled_from(ORDERS), question=st.sampled_from(["one", "two"]))
    def two_engineers_answer_the_same_question(self, order: OrderId, question: str) -> None:
        """One without a line; meanwhile the order is given to the other, who answers, too."""
        first, second = self.world.tablets
        if second.shows(order) is not None:
            first, second = second, first
        self._work(first, order, [f"answer {question}"])
        self.the_office_gives(order, second.engineer)
        self._sync(second)
        self._work(second, order, [f"answer {question}"])
        self._sync(second)
        self._sync(first)

    @rule(order=st.sampled_from(ORDERS), act=st.sampled_from(["change", "reply", "cancel"]))
    def the_office_acts(self, order: OrderId, act: str) -> None:
        """An order is changed, a message answered, an order taken back for good."""
        minutes = 30 + len(self.world.trace)
        acts: dict[str, Callable[[WorkOrder], WorkOrder]] = {
            "change": lambda held: replace(held, planned_minutes=minutes),
            "reply": partial(office.replied, text=f"at {minutes}", sender="许婧", at=NOW),
            "cancel": partial(office.cancelled, reason="closed shop", by="许婧", at=NOW),
        }
        try:
            self._at_the_desk(lambda connection, feed: office.change(connection, feed, order, acts[act], NOW))
        except Refused:
            assert act == "cancel"

    def _at_the_desk(self, act: Callable[[Connection, Feed], object]) -> None:
        self.world.say("the office acts")
        with self.world.company.database.write() as connection:
            feed = Feed()
            act(connection, feed)
            feed.flush(connection)

    @rule(tablet=TABLETS)
    def a_tablet_syncs(self, tablet: int) -> None:
        """The line is good."""
        self._sync(self.world.tablets[tablet])

    @rule(tablet=TABLETS, let_through=BYTES_UP)
    def a_request_is_cut(self, tablet: int, let_through: int) -> None:
        """The line is gone before the centre has read everything."""
        self.served.line.cut_after(up=let_through)
        self._sync(self.world.tablets[tablet])
        self.served.line.mend()

    @rule(tablet=TABLETS, let_through=BYTES_DOWN)
    def an_answer_is_cut(self, tablet: int, let_through: int) -> None:
        """The centre has obeyed, and the tablet does not hear of it."""
        self.served.line.cut_after(down=let_through)
        self._sync(self.world.tablets[tablet])
        self.served.line.mend()

    @rule(tablet=TABLETS, questions=st.integers(1, 12))
    def a_run_is_interrupted(self, tablet: int, questions: int) -> None:
        """Somebody locks the tablet, or takes it away."""
        self._sync(self.world.tablets[tablet], questions)

    @rule(tablet=TABLETS)
    def every_body_comes_twice(self, tablet: int) -> None:
        """Something between repeats what it carries."""
        body = self.world.tablets[tablet]
        body.line.doubles = True
        self._sync(body)
        body.line.doubles = False

    @rule(tablet=TABLETS, statement=st.integers(0, 120))
    def a_tablet_is_killed(self, tablet: int, statement: int) -> None:
        """While it syncs, at one of its statements; it begins again on its files."""
        body = self.world.tablets[tablet]
        if body.is_gone:
            return
        body.guillotine.set(statement)
        self._sync(body)
        body.killed_after()

    @rule(tablet=TABLETS)
    def a_tablet_is_switched_off(self, tablet: int) -> None:
        """Its battery is empty; it begins again on its files."""
        body = self.world.tablets[tablet]
        copy_folder(body.folder, body.folder.with_name(f"{body.folder.name}-killed"))
        body.start_again()

    @rule()
    def the_centre_is_killed(self) -> None:
        """It begins again on its files."""
        self.served.kill_centre()

    @rule(tablet=TABLETS, days=st.sampled_from([-3650, -1, 1, 3650]))
    def a_clock_jumps(self, tablet: int, days: int) -> None:
        """Somebody sets it."""
        self.world.tablets[tablet].clock.set_back(timedelta(days=days))

    @rule(tablet=TABLETS)
    def a_stick_is_written(self, tablet: int) -> None:
        """It may lie for a while; line and stick race."""
        body = self.world.tablets[tablet]
        if not body.is_gone:
            self.sticks.append((body, self.served.road(body).hand_out(self._stick()).path))

    def _stick(self) -> Path:
        self.files += 1
        (folder := self.world.company.at_work / f"stick-{self.files}").mkdir()
        return folder

    @rule(which=st.integers(0, 9))
    def a_stick_comes_to_the_depot(self, which: int) -> None:
        """Once, or again."""
        if not self.sticks:
            return
        body, path = self.sticks[which % len(self.sticks)]
        if self.world.has_left(body):
            return
        answer = self._stick() / "answer.fab"
        answer.write_bytes(self.served.at_the_depot(path))
        self.answers.append((body, answer))

    @rule(which=st.integers(0, 9))
    def an_answer_comes_to_its_tablet(self, which: int) -> None:
        """Whenever: it may have been overtaken by the line."""
        if self.answers:
            self._take_in(*self.answers[which % len(self.answers)])

    @rule(tablet=TABLETS, which=st.integers(0, 5), meanwhile=st.sampled_from(MEANWHILE))
    def a_stick_goes_there_and_back(self, tablet: int, which: int, meanwhile: str) -> None:
        """By itself, overtaken by the line, or while work goes on at an order that the office takes away."""
        body = self.world.tablets[tablet]
        if body.is_gone or self.world.has_left(body):
            return
        self.sticks.append((body, self.served.road(body).hand_out(self._stick()).path))
        if meanwhile == "work":
            order = self._seen(body, which)
            self._work(body, order, ["call"])
            self.the_office_gives(order, self.world.tablets[1 - tablet].engineer)
        answer = self._stick() / "answer.fab"
        answer.write_bytes(self.served.at_the_depot(self.sticks[-1][1]))
        if meanwhile == "a sync":
            self._sync(body)
        self._take_in(body, answer)

    def _take_in(self, tablet: Tablet, answer: Path) -> None:
        if tablet.is_gone:
            return
        self.served.road(tablet).take_in(answer)
        met["an answer by stick taken in"] += 1

    @rule(tablet=TABLETS)
    def the_office_takes_a_tablet_out_of_use(self, tablet: int) -> None:
        """What waits on it is still delivered. Another one stays."""
        if any(map(self.world.is_revoked, self.world.tablets)):
            return
        with self.world.company.database.write() as connection:
            retirement.revoke(connection, DeviceId(self.world.tablets[tablet].id), NOW)

    def _sync(self, tablet: Tablet, questions: int = 10_000) -> None:
        if tablet.is_gone:
            return
        try:
            progress = self.served.sync(tablet, questions)
        except Killed:
            met["a tablet killed while it syncs"] += 1
        else:
            met[f"a run ended: {progress.code or progress.state.value}"] += 1
            steps.note_end(self.world, tablet, progress)

    @invariant()
    def promises_hold(self) -> None:
        """What must be true whenever somebody looks."""
        with broken_are_counted():
            for tablet in self.world.tablets:
                if not tablet.is_gone:
                    at_any_time(self.world, tablet)

    def teardown(self) -> None:
        """All becomes quiet; then everything has arrived, once, and everybody sees the same."""
        try:
            self.served.line.mend()
            with broken_are_counted():
                for tablet in [*self.world.tablets, *self.world.tablets]:
                    bring_through(self.world, tablet)
                at_rest(self.world)
            met["clashes"] += sum(known.verdict is Verdict.CLASH for known in self.world.witness.outcomes.values())
        finally:
            self.served.close()


@contextmanager
def broken_are_counted() -> Iterator[None]:
    """Note which promise was broken: told again, a story over real lines may end otherwise."""
    try:
        yield
    except BrokenPromise as found:
        broken[str(found).partition(":")[0]] += 1
        raise
