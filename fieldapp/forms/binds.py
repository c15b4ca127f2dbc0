"""Binds: what a form says about its nodes (type, relevance, requirement, constraint, calculation)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from fieldapp.forms.wording import Label
from fieldapp.forms.xpath.compiler import Expression

FIELDAPP_NAMESPACE = "http://fieldapp/forms"
JAVAROSA_NAMESPACE = "http://openrosa.org/javarosa"
OPENROSA_NAMESPACE = "http://openrosa.org/xforms"


class DataType(Enum):
    """Type of an answer."""

    STRING = "string"
    INTEGER = "int"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "dateTime"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    BINARY = "binary"
    BARCODE = "barcode"
    INTENT = "intent"


_OTHER_NAMES: Mapping[str, DataType] = MappingProxyType(
    {"integer": DataType.INTEGER, "datetime": DataType.DATE_TIME, "float": DataType.DECIMAL, "double": DataType.DECIMAL}
)


def data_type_of(name: str) -> DataType:
    """The type that a bind names, with or without prefix; any other is text (`select1`, `list`, …)."""
    local = name.rpartition(":")[2]
    if local in _OTHER_NAMES:
        return _OTHER_NAMES[local]
    return next((known for known in DataType if known.value == local), DataType.STRING)


@dataclass(frozen=True, slots=True)
class Bind:
    """What holds for the nodes of one path. An expression that the form does not state is None.

    `attributes` are those of namespace `http://fieldapp/forms`, by local name (`unit`, `low`, `high`, …), and of
    OpenRosa's (`max-pixels`: the longer side of a picture).
    """

    path: str
    data_type: DataType = DataType.STRING
    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    constraint_message: Label | None = None
    required_message: Label | None = None
    preload: tuple[str, str] | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
