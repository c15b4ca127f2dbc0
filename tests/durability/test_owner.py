"""One process owns the data; one that crashed owns nothing any more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp.domain.errors import StoreBusy
from fieldapp.store.database import open_database
from fieldapp.texts.catalogue import Catalogue
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY

ROOT = Path(__file__).parents[2]
OWNER = (
    "import sys, time; from pathlib import Path\n"
    "from fieldapp.store.database import open_database\n"
    "from tests.fakes.stopped_clock import StoppedClock\n"
    "held = open_database(Path(sys.argv[1]), bytes(range(32)), StoppedClock())\n"
    "print('open', flush=True); time.sleep(60)\n"
)


def test_a_second_program_is_told_in_words_and_a_crashed_owner_does_not_stand_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "device"
    with subprocess.Popen([sys.executable, "-c", OWNER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"open\n"
        with pytest.raises(StoreBusy) as busy:
            open_database(folder, KEY, StoppedClock())
        owner.kill()

    words = Catalogue.load(ROOT / "resources" / "i18n")
    for language in ("zh", "en"):
        told = words.error(busy.value.code, language, **busy.value.fields)
        assert all((told.what, told.safe, told.do))
    open_database(folder, KEY, StoppedClock()).close()
