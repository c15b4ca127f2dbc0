"""The desk's register: customers, and the machines that stand there with what was done to them (ACC-1, ANA-1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, insert, select, update

from fieldapp.centre.database.tables import customer as customer_table
from fieldapp.centre.database.tables import installed_asset
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.domain.asset import Asset
from fieldapp.domain.customer import Customer
from fieldapp.domain.ids import CustomerId, SerialNumber
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import DocumentKind


@dataclass(frozen=True, slots=True)
class InstalledAsset:
    """A machine of the register and whose it is."""

    asset: Asset
    customer_id: CustomerId


def enter_customer(connection: Connection, customer: Customer) -> None:
    """Write the customer into the register, in the place of what it said before."""
    _put(connection, customer_table, customer.id, {"name": customer.name, "document": encode(customer)})


def enter_asset(connection: Connection, feed: Feed, asset: Asset, customer_id: CustomerId) -> None:
    """Write the machine into the register and send it to every tablet, which is not told whose it is (SYN-6)."""
    columns = {
        "customer_id": customer_id,
        "serial_number": asset.serial_number,
        "model": asset.model,
        "document": encode(asset),
    }
    _put(connection, installed_asset, asset.id, columns)
    feed.put(REFERENCE, DocumentKind.ASSET, asset.id, asset)


def customers_called(connection: Connection, name: str) -> tuple[Customer, ...]:
    """Return the customers of exactly this name: mostly one, none or, of private households, several."""
    query = select(customer_table.c.document).where(customer_table.c.name == name).order_by(customer_table.c.id)
    return tuple(decode(document, Customer) for document in connection.execute(query).scalars())


def assets_with_serial(connection: Connection, serial: SerialNumber) -> tuple[InstalledAsset, ...]:
    """Return the machines with this serial number; two only where makers number alike."""
    query = select(installed_asset).where(installed_asset.c.serial_number == serial).order_by(installed_asset.c.id)
    rows = connection.execute(query)
    return tuple(InstalledAsset(decode(row.document, Asset), CustomerId(row.customer_id)) for row in rows)


def _put(connection: Connection, table: Table, key: str, columns: Mapping[str, object]) -> None:
    if connection.execute(select(table.c.id).where(table.c.id == key)).first() is None:
        connection.execute(insert(table).values(id=key, **columns))
    else:
        connection.execute(update(table).where(table.c.id == key).values(**columns))
