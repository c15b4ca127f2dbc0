"""Every command finds the database that is named, on the command line or in the environment."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp.centre.app import local_centre
from fieldapp.centre.commands import add_commands
from fieldapp.centre.database import migrate
from fieldapp.centre.database.address import VARIABLE
from fieldapp.centre.database.engine import Database
from fieldapp.centre.forms_desk.commands import add_commands as add_forms
from fieldapp.centre.server import only_one
from fieldapp.centre.settings import CentreSettings
from fieldapp.cli import main
from fieldapp.domain.errors import BadInput, Refused, StoreBusy
from tests.contracts.desk import Desk
from tests.factories import save_answer
from tests.unit.centre.conftest import RESOURCES

pytestmark = pytest.mark.both_databases

Run = Callable[..., str]


@pytest.fixture
def run(settings: CentreSettings, compiled: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command and returns what it printed; which database it means stands in the environment."""
    shutil.copytree(compiled, settings.compiled_forms)

    def call(*words: str) -> str:
        parser = argparse.ArgumentParser()
        parser.set_defaults(resources=RESOURCES, language="zh")
        subparsers = parser.add_subparsers()
        add_commands(subparsers)
        add_forms(subparsers)
        options = parser.parse_args([*words, "--data", str(settings.data)])
        assert options.command(options) == 0
        return capsys.readouterr().out

    return call


def test_a_company_is_entered_looked_at_and_changed(run: Run, settings: CentreSettings) -> None:
    run("centre", "init", "--sample", "--day", "2026-11-23")

    assert "WX-261123-004" in run("centre", "orders")
    assert "云桥店" in run("centre", "show", "WX-261123-004")
    assert "取消" in run("centre", "cancel", "WX-261123-004", "--reason", "客户已自行解决")
    assert "inspect" in run("forms", "list")
    assert (settings.data / "centre.sqlite").exists() is (settings.database is None)


def test_what_the_command_line_names_comes_before_the_environment_and_may_stand_before_the_command(
    run: Run, settings: CentreSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("centre", "init", "--sample", "--day", "2026-11-23")
    if settings.database is None:
        return
    named = settings.database.render_as_string()
    monkeypatch.setenv(VARIABLE, "postgresql://nobody@127.0.0.1:1/nothing")

    assert "WX-261123-004" in run("centre", "--database", named, "orders")
    assert "WX-261123-004" in run("centre", "orders", "--database", named)


def test_a_password_on_the_command_line_is_refused_in_words_that_do_not_repeat_it(
    settings: CentreSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "postgresql://zhou:geheim@127.0.0.1/fieldapp"

    assert main(["--language", "en", "centre", "orders", "--data", str(settings.data), "--database", typed]) == 1

    said = capsys.readouterr()
    assert VARIABLE in said.err
    assert "geheim" not in said.out + said.err


def test_after_new_epoch_a_tablet_is_told_so_and_what_it_offers_again_counts_once(
    run: Run, settings: CentreSettings
) -> None:
    with closing(Database.of(settings)) as database:
        desk = Desk(database, settings, lambda _key: local_centre(database, settings))
        order, tablet = desk.order(), desk.tablet()
        tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))
        before = tablet.sync()

        said = run("centre", "new-epoch")
        after = tablet.sync()

        assert before.epoch != after.epoch
        assert (after.epoch in said, tablet.centre.hello().epoch) == (True, after.epoch)
        assert after.outcomes == before.outcomes
        assert len(desk.record(order).events) == 1


def test_the_tables_go_back_for_an_earlier_program_and_come_again(run: Run, settings: CentreSettings) -> None:
    run("centre", "init")
    newest = migrate.revisions()[-1]

    assert newest in run("centre", "migrate")
    assert "0008" in run("centre", "migrate", "--to", "0008", "--lose-newer")
    assert newest in run("centre", "migrate")


@pytest.mark.parametrize("unknown", ["9999", "base"])
def test_a_revision_that_is_none_is_refused_so_that_nobody_empties_a_company(run: Run, unknown: str) -> None:
    run("centre", "init", "--sample", "--day", "2026-11-23")

    with pytest.raises(BadInput, match=r"centre\.revision-unknown"):
        run("centre", "migrate", "--to", unknown, "--lose-newer")
    assert "WX-261123-004" in run("centre", "orders")


def test_the_tables_go_back_only_for_whoever_says_that_what_is_newer_may_be_lost(run: Run) -> None:
    run("centre", "init")
    newest = migrate.revisions()[-1]

    with pytest.raises(Refused, match=r"centre\.revision-loses"):
        run("centre", "migrate", "--to", "0001")
    assert newest in run("centre", "migrate", "--to", newest)


def test_the_tables_stay_as_they_are_while_a_centre_serves_them(run: Run, settings: CentreSettings) -> None:
    run("centre", "init")

    with only_one(settings.data), pytest.raises(StoreBusy, match=r"centre\.in-use"):
        run("centre", "migrate")
