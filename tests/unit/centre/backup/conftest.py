"""A centre with one tablet's work and a file of it, and an empty place for another life of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database
from fieldapp.centre.settings import CentreSettings
from fieldapp.wire.codec import sha256_of
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet, send_file
from tests.factories import save_answer
from tests.postgres import Cluster

PHOTO = b"\xff\xd8 a photo"
PHOTO_NAME = sha256_of(PHOTO)


@pytest.fixture
def desk(database: Database, settings: CentreSettings) -> Desk:
    return Desk(database, settings, lambda _key: local_centre(database, settings))


@pytest.fixture
def tablet(desk: Desk) -> Tablet:
    """It has written two events and delivered a photo."""
    order, tablet = desk.order(), desk.tablet()
    for name in ("floor_mat", "multimeter"):
        tablet.write(save_answer("kit", name, "OK", order_id=order.id))
    tablet.sync()
    send_file(tablet.centre, PHOTO_NAME, "image/jpeg", PHOTO)
    return tablet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the backups go."""
    return tmp_path / "backups"


NewPlace = Callable[[], CentreSettings]


@pytest.fixture
def new_place(settings: CentreSettings, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[NewPlace]:
    """Makes a place where nothing is: another data folder, another database of the same kind."""
    made: list[CentreSettings] = []

    def make() -> CentreSettings:
        data = tmp_path / f"other-{len(made)}"
        if settings.database is None:
            made.append(replace(settings, data=data))
        else:
            cluster: Cluster = request.getfixturevalue("postgres")
            made.append(replace(settings, data=data, database=cluster.new_database()))
        return made[-1]

    yield make
    for one in made:
        if one.database is not None:
            cluster = request.getfixturevalue("postgres")
            cluster.drop(one.database)
