"""What the published document says of events and documents."""

from __future__ import annotations

import re

from fastapi import FastAPI

from fieldapp.centre.http import openapi
from fieldapp.domain.event_types import EVENT_TYPES
from fieldapp.store.reference_rows import TYPES
from fieldapp.wire.messages import SCHEMA_OF_KIND, DocumentKind
from tests.contracts.protocol_document import rows_below
from tests.unit.centre.conftest import AppClient


def test_every_kind_of_event_is_published_with_version_and_schema() -> None:
    document = openapi.document(FastAPI())

    told = document["x-fieldapp-events"]
    assert {kind: one["version"] for kind, one in told.items()} == {cls.kind: cls.version for cls in EVENT_TYPES}
    schemas = document["components"]["schemas"]
    names = {kind: one["schema"]["$ref"].rpartition("/")[2] for kind, one in told.items()}
    assert all("order_id" in schemas[name]["required"] for name in names.values())
    assert len(set(names.values())) == len(EVENT_TYPES)


def test_every_kind_of_document_is_published_with_the_type_that_tablets_read() -> None:
    document = openapi.document(FastAPI())

    told = document["x-fieldapp-documents"]
    assert set(told) == {kind.value for kind in DocumentKind}
    assert {kind.value: told[kind.value]["schema"]["$ref"].rpartition("/")[2] for kind in TYPES} == {
        kind.value: cls.__name__ for kind, cls in TYPES.items()
    }
    assert all(told[kind.value]["since-schema"] == SCHEMA_OF_KIND.get(kind, 1) for kind in DocumentKind)


def test_every_reference_leads_to_a_schema() -> None:
    document = openapi.document(FastAPI())

    used = set(re.findall(r"#/components/schemas/([^'\"]+)", str(document)))
    assert used
    assert used <= set(document["components"]["schemas"])


def test_every_published_road_stands_in_the_protocols_table(client: AppClient) -> None:
    published = client.get("/openapi.json").json()["paths"]
    told = " ".join(row[0] for row in rows_below("Roads"))

    assert published
    assert [road for road in published if f" {road}`" not in told] == []
