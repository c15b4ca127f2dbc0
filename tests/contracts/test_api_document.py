"""The running centre against its own OpenAPI document, by requests that nobody here thought of (schemathesis).

No answer is a failure of the centre's, and each has status, type, headers and content that the document tells of. A few
requests a road by default, many with `FIELDAPP_SOAK=1` or as many as `FIELDAPP_API_EXAMPLES` says.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fieldapp.centre.app import new_ticket
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.http import openapi
from fieldapp.centre.settings import CentreSettings
from tests.contracts.api_guest import Guest, complaint
from tests.contracts.centre_process import CentreProcess
from tests.contracts.desk import RESOURCES, Desk
from tests.contracts.protocol_document import example

EXAMPLES = int(os.environ.get("FIELDAPP_API_EXAMPLES") or (200 if os.environ.get("FIELDAPP_SOAK") else 5))
SOME = settings(
    max_examples=EXAMPLES,
    database=None,
    derandomize=not os.environ.get("FIELDAPP_SOAK"),
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
NEVER_GOOD = {"POST /v1/bundles", "GET /v1/bundles/{device}", "POST /v1/farewell"}
"""Need a bundle sealed to the company, or a device out of use: tests of their own have them."""


@pytest.fixture
def guests(centre_process: CentreProcess, tmp_path: Path) -> Iterator[Callable[[], Guest]]:
    told = CentreSettings(data=centre_process.data, resources=RESOURCES)
    with closing(Database.of(told)) as database:
        desk = Desk(database, told, None)  # type: ignore[arg-type]
        with database.write() as connection:
            register_engineer(connection, desk.engineer, "周明远")
        desk.order()
        made: list[Guest] = []

        def guest() -> Guest:
            ticket = new_ticket(database, told, desk.engineer, centre_process.address).to_text()
            made.append(Guest.enrolled(ticket, tmp_path, desk.code))
            return made[-1]

        yield guest
        for one in made:
            one.client.session.close()


def asked(
    document: dict[str, Any], guests: Callable[[], Guest], only: str = ""
) -> tuple[list[str], Counter[tuple[str, int]]]:
    """Ask along every road that the document names; return what was not as it says, and which answers came."""
    complaints: list[str] = []
    seen: Counter[tuple[str, int]] = Counter()
    for result in schemathesis.openapi.from_dict(document).get_all_operations():
        if only not in result.ok().label:
            continue
        allowed, forbidden = (result.ok().as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode)
        for requests in (st.tuples(allowed | forbidden, st.booleans()), st.tuples(allowed, st.just(True))):
            ask_along(requests, guests(), complaints, seen)
    return complaints, seen


def ask_along(
    requests: st.SearchStrategy[tuple[schemathesis.Case, bool]],
    guest: Guest,
    complaints: list[str],
    seen: Counter[tuple[str, int]],
) -> None:
    @SOME
    @given(requests)
    def ask(asking: tuple[schemathesis.Case, bool]) -> None:
        case, is_true = asking
        if is_true:
            guest.make_true(case)
        answer = guest.ask(case)
        seen[case.operation.label, answer.status_code] += 1
        if said := complaint(case, answer):
            complaints.append(f"{case.operation.label}: {said}")

    ask()


@pytest.mark.soak
def test_every_answer_of_the_centre_is_one_that_its_document_tells_of(
    centre_process: CentreProcess, guests: Callable[[], Guest]
) -> None:
    document = guests().client.call("GET", "/openapi.json").json()

    complaints, seen = asked(document, guests)

    print(f"{seen.total()} requests:", *(f"{road} {status}: {times}" for (road, status), times in sorted(seen.items())))
    assert complaints == []
    good = {road for road, status in seen if status < 400}
    assert {road for road, _ in seen} - good <= NEVER_GOOD


@pytest.mark.parametrize(
    ("road", "lie"),
    [
        ("GET /v1/hello", lambda told: told["components"]["schemas"]["Hello"]["required"].append("mood")),
        ("GET /v1/ca", lambda told: told["paths"]["/v1/ca"]["get"]["responses"]["200"].update(content={"a/b": {}})),
        (
            "HEAD /v1/blobs/{sha256}",
            lambda told: told["paths"]["/v1/blobs/{sha256}"]["head"]["responses"].pop("default"),
        ),
    ],
)
def test_a_document_that_says_otherwise_is_noticed(
    centre_process: CentreProcess, guests: Callable[[], Guest], road: str, lie: Callable[[dict[str, Any]], None]
) -> None:
    document = guests().client.call("GET", "/openapi.json").json()
    lie(document)

    complaints, _ = asked(document, guests, only=road)

    assert complaints


@pytest.mark.parametrize("name", ["canonical", "chain"])
def test_the_rows_of_the_protocols_examples_are_what_the_document_describes(name: str) -> None:
    document = openapi.document(FastAPI())
    told = example(name)
    for row in [told["value"]] if name == "canonical" else told["rows"]:
        validator(document, "#/components/schemas/EventRow").validate(row)
        validator(document, document["x-fieldapp-events"][row["kind"]]["schema"]["$ref"]).validate(row["data"])


def test_the_documents_and_the_key_of_the_protocols_examples_are_what_the_document_describes() -> None:
    document = openapi.document(FastAPI())
    for row in example("digest")["rows"]:
        schema = document["x-fieldapp-documents"][row["kind"]]["schema"]["$ref"]
        validator(document, schema).validate(row["document"])
    key = {name: example("sealed-key")[name] for name in ("key_name", "sealed")}
    sealed = validator(document, "#/components/schemas/SealedKey")
    sealed.validate(key)
    assert not sealed.is_valid({**key, "key_name": "no hash"})


def validator(document: dict[str, Any], reference: str) -> jsonschema_rs.Draft202012Validator:
    schema = {"$ref": reference, "components": document["components"]}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
