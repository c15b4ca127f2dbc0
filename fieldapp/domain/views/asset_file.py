"""All that is known of the machine an order is about, from the tablet alone (ANA-1)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.asset import Asset, ServiceRecord
from fieldapp.domain.ids import SerialNumber
from fieldapp.domain.model_document import ModelDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierCase:
    """What was done to another machine of the same model; `same_code`: for the alarm code of this order."""

    serial_number: SerialNumber
    record: ServiceRecord
    same_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A drawing or manual of the model, and whether its file has come down."""

    document: ModelDocument
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetFile:
    """The machine with its history (newest first), its papers, and what other machines of the model had.

    `asset` is the order's own where the register has none. `found_by_serial`: the order did not know the model, the
    register did (ACC-3).
    """

    asset: Asset
    registered: bool
    found_by_serial: bool
    history: tuple[ServiceRecord, ...]
    documents: tuple[DocumentRow, ...]
    earlier: tuple[EarlierCase, ...]
