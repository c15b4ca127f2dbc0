"""The lock of a data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.domain.errors import StoreBusy
from fieldapp.trust.single_copy import SingleCopy


def test_second_copy_is_refused_with_the_code_of_its_room_until_the_first_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "in-use.lock"
    first = SingleCopy(path, in_use="centre.in-use")

    with pytest.raises(StoreBusy, match=r"centre\.in-use"):
        SingleCopy(path, in_use="centre.in-use")
    first.release()

    SingleCopy(path, in_use="centre.in-use").release()
    assert path.exists()
