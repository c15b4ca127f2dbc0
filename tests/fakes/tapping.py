"""A program that taps for ever: run as a process of its own, to be killed. Says each tap once it is durable.

`python -m tests.fakes.tapping FOLDER`: every transaction writes a group of three answers and one used part.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fieldapp.domain.ids import StepId
from fieldapp.store.clock import SystemClock
from fieldapp.store.database import open_database
from fieldapp.store.unit_of_work import StoreUnitOfWork
from tests.factories import ORDER_ID, consume, save_answer
from tests.fakes.stores import KEY

GROUP = 4


def main(folder: Path) -> None:
    database = open_database(folder, KEY, SystemClock())
    while True:
        with StoreUnitOfWork(database) as work:
            number = len(work.order(ORDER_ID).visit.parts) + 1
            work.append(*(save_answer("work", f"field-{n}", str(number)) for n in range(GROUP - 1)))
            work.append(consume(f"use-{number}"))
            work.put_blob("text/plain", f"photo {number}".encode() * 50)
            work.remember_place(ORDER_ID, StepId("work"), f"field-{number}")
            recorded = work.commit()
        print(recorded[-1].seq, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
