"""The drawings and manuals of the demo company: small, complete, and made of what catalogue and fault library say."""

from __future__ import annotations

import re
from functools import cache

import pytest

from devtools.sample_papers import SAMPLE, Company, papers
from fieldapp.centre.desk.sample import Sample, read_sample
from fieldapp.domain.model_document import DocumentPurpose
from tests.factories import SHANGHAI, START_DAY

_PAGE = re.compile(rb"/Type /Page\b")


@cache
def sample() -> Sample:
    return read_sample(SAMPLE, START_DAY, SHANGHAI)


def test_the_files_are_what_the_data_make() -> None:
    made = papers()
    committed = {path.name: path.read_bytes() for path in (SAMPLE / "documents").glob("*.pdf")}
    assert set(committed) == set(made)
    outdated = [name for name, content in made.items() if committed[name] != content]
    assert outdated == [], "run .venv/bin/python -m devtools.sample_papers"


@pytest.mark.req("ANA-1")
def test_every_model_of_an_installed_machine_has_a_drawing_and_a_manual() -> None:
    has = {(model, file.document.purpose) for file in sample().files for model in file.document.models}
    models = {installed.asset.model for installed in sample().assets}
    assert has == {(model, purpose) for model in models for purpose in DocumentPurpose}


def test_what_is_said_of_a_file_is_true() -> None:
    for file in sample().files:
        document = file.document
        assert len(_PAGE.findall(file.content)) == document.pages, document.title_en
        assert 2 <= document.pages <= 4
        assert document.size == len(file.content)
        assert document.title_zh.startswith(document.models[0])
        assert document.title_en.isascii()
    assert sum(file.document.size for file in sample().files) < 3_000_000


def test_parts_that_a_drawing_names_fit_its_model() -> None:
    company = Company.read()
    for paper in company.papers:
        for number in (paper.board, *(part for _, part, _ in (*paper.inputs, *paper.outputs))):
            fits = company.parts[number].fits_models
            assert not fits or paper.model in fits, f"{paper.model} {number}"
