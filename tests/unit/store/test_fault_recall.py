"""What the index finds of a library is exactly what Python finds in its texts (KNO-1; large: `dev.py bench search`)."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator

import pytest

from benchmarks.workloads import faults
from fieldapp.domain.views.faults import FaultSearch
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DeviceStore, opened, over_database

ENTRIES, TERMS = 300, 60
RUN = re.compile("[\u4e00-\u9fff]+|[a-z0-9]+")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeviceStore]:
    clock = StoppedClock()
    with opened(tmp_path_factory.mktemp("library") / "store", clock) as database:
        store = over_database(database, clock)
        for changes in faults.answers(list(faults.generated(ENTRIES))):
            store.pull(*changes)
        yield store


@pytest.mark.req("KNO-1")
@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_every_entry_that_holds_a_term_is_found_and_no_other(library: DeviceStore, length: int) -> None:
    said = {entry.id: unicodedata.normalize("NFKC", faults.texts(entry)).lower() for entry in faults.generated(ENTRIES)}
    chance = random.Random(length)
    for _ in range(TERMS):
        runs = [run for run in RUN.findall(said[chance.choice(list(said))]) if len(run) >= length]
        run = chance.choice(runs)
        place = chance.randrange(len(run) - length + 1)
        term = run[place : place + length]
        found = library.queries.search_faults(FaultSearch(typed=term, most=ENTRIES))
        truth = {key for key, text in said.items() if any(term in word for word in words_of(text))}
        assert ({entry.id for entry in found.entries}, found.near) == (truth, False), term


def words_of(text: str) -> list[str]:
    """The words of a text as a reader would cut them; a code has no hyphen to speak of."""
    return RUN.findall(re.sub("(?<=[a-z])[-–](?=[0-9])", "", text))
