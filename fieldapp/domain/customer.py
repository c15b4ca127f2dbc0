"""Who is visited, whom to call, and where."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import CustomerId


@dataclass(frozen=True, slots=True)
class Coordinates:
    """WGS-84 degrees. Map services of China use shifted systems: convert before storing."""

    latitude: float
    longitude: float

    @classmethod
    def from_text(cls, text: str) -> Coordinates | None:
        """Return the place that "latitude,longitude" names, None for an empty or broken text."""
        latitude, _, longitude = text.partition(",")
        try:
            return cls(float(latitude), float(longitude))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The person at the customer's."""

    name: str
    role: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The place of the visit; `area` is what travel times are learned by, `access` how to get in."""

    address: str
    area: str = ""
    access: str = ""
    coordinates: Coordinates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """The organisation or private person that owns the asset."""

    id: CustomerId
    name: str
    contact: Contact
    site: Site
