"""A list of choices from the author's CSV file to a question on a tablet, over TLS on loopback."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.centre.choice_lists import publish_choice_list
from fieldapp.centre.database.engine import Database as CentreDatabase
from fieldapp.centre.devices.feed import Feed
from fieldapp.domain.views.sync import SyncState
from fieldapp.forms.session import FormSession
from tests.fakes.syncing import after
from tests.unit.forms.test_outside import PARTS, select
from tests.unit.forms.xforms import form
from tests.unit.sync.test_with_the_centre import Pair, pair

__all__ = ["pair"]

PART = "/data/part"


def publish(pair: Pair, path: Path, rows: int, model: str) -> None:
    lines = ["name,label,model", *(f"P-{number:05},{model} 风机 {number},{model}" for number in range(rows))]
    path.write_text("\n".join(lines), encoding="utf-8")
    with closing(CentreDatabase.of(pair.settings)) as desk, desk.write() as connection:
        feed = Feed()
        publish_choice_list(connection, feed, "parts", path)
        feed.flush(connection)


def opened(pair: Pair, **answers: str) -> FormSession:
    given = {f"/data/{name}": value for name, value in answers.items()}
    asked = form("<model/><part/>", body=select("[model = /data/model]"), model=PARTS)
    lists = pair.store.queries.lists
    return FormSession(asked, language="", now=lambda: datetime.now(UTC), answers=given, choices=lists)


@pytest.mark.req("ACC-6")
def test_a_published_list_reaches_the_tablet_and_a_question_finds_a_row_in_it_offline(
    pair: Pair, tmp_path: Path
) -> None:
    assert pair.runner.run().state is SyncState.IDLE
    before = opened(pair, model="CF-680", part="P-01234")
    assert (before.questions()[1].list_missing, before.answers()[PART]) == ("parts", "P-01234")

    publish(pair, tmp_path / "parts.csv", 2_600, "CF-680")
    for steps in (2, 2):
        pair.runner.run(after(steps))
    assert pair.runner.run().state is SyncState.IDLE
    pair.process.kill()

    form_ = opened(pair, model="CF-680")
    [found] = form_.search_choices(PART, "风机 1234").choices
    form_.set(PART, found.value)
    assert (found.value, form_.answers()[PART]) == ("P-01234", "P-01234")
    question = form_.questions()[1]
    assert (question.choices_total, question.list_missing, question.choices[0].label) == (
        2_600,
        "",
        "CF-680 风机 1234",
    )


def test_a_new_version_takes_the_place_of_the_old_one_on_the_tablet(pair: Pair, tmp_path: Path) -> None:
    publish(pair, tmp_path / "parts.csv", 1_100, "CF-300")
    pair.runner.run()
    kept = opened(pair, model="CF-300", part="P-00007")
    assert kept.finalised_answers()[PART] == "P-00007"

    publish(pair, tmp_path / "parts.csv", 1_300, "CF-680")
    assert pair.runner.run().state is SyncState.IDLE

    lists = pair.store.queries.lists
    assert (lists.count("parts", {}), lists.count("parts", {"model": "CF-300"})) == (1_300, 0)
    gone = opened(pair, model="CF-300", part="P-00007")
    assert PART not in gone.finalised_answers()
    assert gone.answers()[PART] == "P-00007"
