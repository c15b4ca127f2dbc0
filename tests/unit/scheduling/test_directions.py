from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.customer import Coordinates
from fieldapp.scheduling.directions import coordinates_text, directions
from tests.factories import make_site


def test_a_site_with_coordinates_opens_in_the_map_at_the_place_with_its_name() -> None:
    found = directions(make_site(), "禾味生鲜超市 云桥店")
    assert found is not None
    assert unquote(found.link) == "geo:31.26120,121.52030?q=31.26120,121.52030(禾味生鲜超市 云桥店)"
    assert (found.coordinates, found.address, found.exact) == (
        "31.26120,121.52030",
        "云桥区青澜路 88 号 禾味超市 B1",
        True,
    )


def test_a_site_without_coordinates_is_searched_for_by_its_address() -> None:
    found = directions(make_site(coordinates=None), "禾味")
    assert found is not None
    assert (unquote(found.link), found.coordinates, found.exact) == (
        "geo:0,0?q=云桥区青澜路 88 号 禾味超市 B1",
        "",
        False,
    )


def test_a_site_of_which_nothing_is_known_has_no_way_to_it() -> None:
    assert directions(make_site(coordinates=None, address=" "), "禾味") is None


@given(st.text(max_size=30))
def test_a_link_holds_only_what_a_link_may_whatever_the_name(name: str) -> None:
    found = directions(make_site(), name)
    assert found is not None
    assert found.link.isascii()
    assert not set(found.link) & set(' "<>#\n')


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_coordinates_read_out_are_read_in_within_a_metre(latitude: float, longitude: float) -> None:
    read = Coordinates.from_text(coordinates_text(Coordinates(latitude, longitude)))
    assert read is not None
    assert abs(read.latitude - latitude) < 1e-5
    assert abs(read.longitude - longitude) < 1e-5
