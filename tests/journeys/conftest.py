"""What journeys share: the company's data, made once; a running copy of it for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.company import Company, company, prepared


@pytest.fixture(scope="session")
def company_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder for every room that takes this fixture in: each would prepare a company of its own."""
    folder = tmp_path_factory.getbasetemp() / "company-data"
    return folder if folder.exists() else prepared(folder)


@pytest.fixture
def jichuan(tmp_path: Path, company_data: Path) -> Iterator[Company]:
    with company(tmp_path, company_data) as running:
        yield running
