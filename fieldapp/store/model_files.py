"""Machines, drawings and manuals on the tablet: what the register says, and which files are here or still to come."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, Text, cast, exists, func, select

from fieldapp.domain.asset import Asset
from fieldapp.domain.ids import AssetId, PartNumber, SerialNumber, Sha256
from fieldapp.domain.model_document import ModelDocument
from fieldapp.domain.part import DepotStock
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.store.kept import decode
from fieldapp.store.packing import unpacked
from fieldapp.store.tables import BLOB, ORDER_CURRENT, REFERENCE
from fieldapp.wire.messages import DocumentKind

_IN_HAND = (OrderState.ASSIGNED, OrderState.ACCEPTED)


def asset(connection: Connection, asset_id: AssetId) -> Asset | None:
    """Return the machine as the register has it."""
    query = select(REFERENCE.c.document).where(_of(DocumentKind.ASSET), REFERENCE.c.key == asset_id)
    return _asset(connection.execute(query).scalar_one_or_none())


def asset_with_serial(connection: Connection, serial: SerialNumber) -> Asset | None:
    """Return the machine with this serial number; None where the register has none, or more than one."""
    query = select(REFERENCE.c.document).where(_of(DocumentKind.ASSET), REFERENCE.c.alias == serial).limit(2)
    found = connection.execute(query).scalars().all() if serial else []
    return _asset(found[0]) if len(found) == 1 else None


def assets_of_model(connection: Connection, model: str) -> tuple[Asset, ...]:
    """Return every machine of a model that the register has, by serial number."""
    same = (_of(DocumentKind.ASSET), REFERENCE.c.version == model)
    query = select(REFERENCE.c.document).where(*same).order_by(REFERENCE.c.alias)
    return tuple(decode(document, Asset) for document in connection.execute(query).scalars())


def documents(connection: Connection, model: str) -> tuple[ModelDocument, ...]:
    """Return the drawings and manuals of a model, drawings first, whether their files are here or not."""
    models = func.json_each(cast(REFERENCE.c.document, Text), "$.models").table_valued("value")
    query = select(REFERENCE.c.document).where(
        _of(DocumentKind.MODEL_DOCUMENT), exists(select(models.c.value).where(models.c.value == model))
    )
    found = [decode(document, ModelDocument) for document in connection.execute(query).scalars()]
    return tuple(sorted(found, key=lambda document: (document.purpose.value, document.title_en, document.sha256)))


def depot_stock(connection: Connection, number: PartNumber) -> DepotStock | None:
    """Return what the depot last told of a part."""
    query = select(REFERENCE.c.document).where(_of(DocumentKind.DEPOT_STOCK), REFERENCE.c.key == number)
    document = connection.execute(query).scalar_one_or_none()
    return None if document is None else decode(document, DepotStock)


def wanted(connection: Connection) -> tuple[Sha256, ...]:
    """Return the files about the models of the orders in hand that are not here, smallest first."""
    models = {model for order in _in_hand(connection) if (model := model_of(connection, order))}
    found = {document.sha256: document for model in models for document in documents(connection, model)}
    here = set(connection.execute(select(BLOB.c.sha256).where(BLOB.c.sha256.in_(sorted(found)))).scalars())
    missing = [document for sha256, document in found.items() if sha256 not in here]
    return tuple(document.sha256 for document in sorted(missing, key=lambda one: (one.size, one.sha256)))


def _in_hand(connection: Connection) -> tuple[WorkOrder, ...]:
    """Return the orders in sight that were not handed back, closed or cancelled; no other is read."""
    goes_on = (ORDER_CURRENT.c.hidden == 0, ORDER_CURRENT.c.ended_us.is_(None))
    states = ORDER_CURRENT.c.state.in_([state.value for state in _IN_HAND])
    found = connection.execute(select(ORDER_CURRENT.c.document).where(*goes_on, states))
    return tuple(unpacked(document, WorkOrder) for document in found.scalars())


def sizes(connection: Connection, names: Collection[Sha256]) -> dict[Sha256, int]:
    """Return how large drawings and manuals are, as they were announced."""
    query = select(REFERENCE.c.document).where(_of(DocumentKind.MODEL_DOCUMENT), REFERENCE.c.key.in_(sorted(names)))
    found = (decode(document, ModelDocument) for document in connection.execute(query).scalars())
    return {document.sha256: document.size for document in found}


def model_of(connection: Connection, order: WorkOrder) -> str:
    """Return the model of the order's machine; where the order knows none, that of its serial number (ACC-3)."""
    if order.asset.model:
        return order.asset.model
    known = asset_with_serial(connection, order.asset.serial_number)
    return known.model if known is not None else ""


def _asset(document: bytes | None) -> Asset | None:
    return None if document is None else decode(document, Asset)


def _of(kind: DocumentKind) -> ColumnElement[bool]:
    return REFERENCE.c.kind == kind.value
