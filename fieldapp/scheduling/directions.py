"""The way to a site for somebody else's map: a link that opens the device's map application, or a phone's (DEP-6)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from fieldapp.domain.customer import Coordinates, Site

PLACES = 5
"""Decimal places of a degree: one metre, and no more than the coordinates are worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directions:
    """What leads to a site: `link` for the map application and the QR code, `coordinates` to read out or type in.

    `exact` is false where only the address is known: the map has to search for it.
    """

    link: str
    address: str
    coordinates: str
    exact: bool


def directions(site: Site, name: str) -> Directions | None:
    """Return the directions to `site`, labelled `name`; None where neither coordinates nor an address are known.

    The link is a geo URI (RFC 5870, WGS-84) with the query that map applications read the label from; without
    coordinates it asks them to search for the address.
    """
    if site.coordinates is None:
        if not site.address.strip():
            return None
        return Directions(link=f"geo:0,0?q={quote(site.address)}", address=site.address, coordinates="", exact=False)
    at = coordinates_text(site.coordinates)
    label = f"({quote(name)})" if name else ""
    return Directions(link=f"geo:{at}?q={at}{label}", address=site.address, coordinates=at, exact=True)


def coordinates_text(coordinates: Coordinates) -> str:
    """Return "latitude,longitude" in degrees, as `Coordinates.from_text` and every map read it."""
    return f"{coordinates.latitude:.{PLACES}f},{coordinates.longitude:.{PLACES}f}"
