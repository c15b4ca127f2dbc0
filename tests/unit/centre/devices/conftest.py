"""A centre with tablets of one engineer, and its commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from fieldapp.centre.app import local_centre
from fieldapp.centre.commands import add_commands
from fieldapp.centre.database.engine import Database
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import DeviceId
from fieldapp.trust.escrow import key_name, seal
from fieldapp.wire.messages import SealedKey
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.unit.centre.conftest import RESOURCES

SPARE = bytes(range(32))


@dataclass(frozen=True)
class Said:
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def desk(database: Database, settings: CentreSettings) -> Desk:
    return Desk(database, settings, lambda _key: local_centre(database, settings))


@pytest.fixture
def tablet(desk: Desk) -> Tablet:
    return with_key(desk.tablet())


def with_key(tablet: Tablet) -> Tablet:
    """A tablet whose spare key lies at the centre."""
    company = tablet.centre.hello().escrow_key
    tablet.centre.keep_key(
        SealedKey(key_name=key_name(company), sealed=seal(company, SPARE, DeviceId(tablet.device_id)))
    )
    return tablet


@pytest.fixture
def run(settings: CentreSettings, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the centre's data, half an hour after the story's start."""

    def call(*words: str, language: str = "zh", clock: str = "08:42") -> Said:
        parser = argparse.ArgumentParser()
        parser.set_defaults(resources=RESOURCES, language=language)
        add_commands(parser.add_subparsers())
        now = ["--now", f"2026-11-23T{clock}+08:00"]
        options = parser.parse_args(["centre", *words, "--data", str(settings.data), *now])
        assert options.command(options) == 0
        said = capsys.readouterr()
        return Said(said.out, said.err)

    return call
