"""A program that fills in a form with a repeat for ever: run as a process of its own, to be killed.

`python -m tests.fakes.filling FOLDER SEED` goes on where the store stands. One JSON line before each step with the
answers that it is about to store, one once they are durable.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fieldapp.domain.ids import StepId
from fieldapp.forms.model import FormDefinition, load_form
from fieldapp.forms.questions import ChangeSet
from fieldapp.forms.session import FormSession
from fieldapp.store.clock import SystemClock
from fieldapp.store.database import open_database
from fieldapp.store.queries import StoreQueries
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.usecases.form_shelf import ROOT, answer_paths
from fieldapp.usecases.save_answer import SaveAnswer
from tests.factories import FORM_SHA256, ORDER_ID
from tests.fakes.stores import KEY

STEP = StepId("work")
NOW = datetime(2026, 11, 23, 9, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
XFORM = b"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>Parts</h:title><model>
<instance><data id="parts" version="1">
  <remark/><part jr:template=""><name/><price/><line/></part><total/><many/>
</data></instance>
<bind nodeset="/data/part/price" type="int"/>
<bind nodeset="/data/part/line" calculate="concat(position(..), ': ', ../name)"/>
<bind nodeset="/data/total" calculate="sum(/data/part/price)"/>
<bind nodeset="/data/many" relevant="count(/data/part) &gt; 2"/>
</model></h:head>
<h:body><input ref="/data/remark"/>
<repeat nodeset="/data/part"><input ref="name"/><input ref="price"/></repeat><input ref="/data/many"/></h:body>
</h:html>"""


def opened(form: FormDefinition, answers: Mapping[str, str]) -> FormSession:
    """The form with answers by address."""
    return FormSession(form, language="zh", now=lambda: NOW, answers=answers)


def change(session: FormSession, chance: random.Random) -> ChangeSet:
    """One random step."""
    rows = session.repeats()[0].instances
    verb = chance.choice(["set"] * 5 + ["add"] * 3 + ["remove"])
    if verb == "add" or not rows:
        return session.add_repeat("/data/part")
    row = chance.choice(rows)
    if verb == "remove":
        return session.remove_repeat(row)
    path, value = chance.choice(
        [
            (f"{row}/name", f"零件 {chance.randint(1, 99)}"),
            (f"{row}/price", str(chance.randint(1, 999))),
            ("/data/remark", "积冰" * chance.randint(0, 500)),
        ]
    )
    return session.set(path, value)


def main(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    clock = SystemClock()
    database = open_database(folder, KEY, clock)
    save = SaveAnswer(lambda: StoreUnitOfWork(database), clock)
    session = opened(load_form(XFORM), answer_paths(StoreQueries(database).order(ORDER_ID), STEP))
    while True:
        answers = change(session, chance).answers
        print(json.dumps({"try": answers}), flush=True)
        save(ORDER_ID, STEP, {path.removeprefix(ROOT): value for path, value in answers.items()}, FORM_SHA256)
        print(json.dumps({"did": answers}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
