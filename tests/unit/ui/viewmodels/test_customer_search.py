from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject

from fieldapp.domain.customer import Customer
from fieldapp.domain.ids import CustomerId
from fieldapp.search.pinyin import spelt
from fieldapp.ui.viewmodels.customer_search import MOST, CustomerSearch
from fieldapp.ui.words import Words
from tests.factories import SHANGHAI, make_contact, make_customer, make_site
from tests.fakes.shipped import shipped_words


class AtOnce:
    """A worker that does it on the spot, when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.waiting.append(lambda: done(job()))

    def catch_up(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def worker() -> AtOnce:
    return AtOnce()


@pytest.fixture
def search(worker: AtOnce) -> Iterator[CustomerSearch]:
    owner = QObject()
    found = CustomerSearch(worker, Words(shipped_words, SHANGHAI, "zh"), owner, spelt)
    found.show(customers(), "new")
    yield found
    owner.deleteLater()


def customers() -> dict[str, Customer]:
    known = [
        make_customer(id=CustomerId(f"c{n}"), name=f"客户{n}", site=make_site(address=f"{n} 号")) for n in range(9)
    ]
    named = make_customer(
        id=CustomerId("lanwan"),
        name="蓝湾酒店",
        contact=make_contact(phone="139 0000 7777"),
        site=make_site(address="滨江大道 8 号"),
    )
    return {str(one.id): one for one in (*known, named)}


def values(search: CustomerSearch) -> list[str]:
    return [choice["value"] for choice in search.choices]


@pytest.mark.parametrize("typed", ["蓝湾", "滨江大道", "7777", "蓝湾 滨江"])
def test_words_of_name_address_and_phone_find_a_customer_at_once(search: CustomerSearch, typed: str) -> None:
    search.search(typed)
    assert values(search) == ["lanwan", "new"]
    assert (search.hits, search.more, search.found) == (1, False, typed)


@pytest.mark.parametrize("typed", ["lanwan", "lwjd", "LanW"])
def test_a_name_is_found_as_it_is_spoken_once_the_names_are_spelt(
    search: CustomerSearch, worker: AtOnce, typed: str
) -> None:
    search.search(typed)
    assert values(search) == ["new"]
    worker.catch_up()
    assert values(search) == ["lanwan", "new"]
    search.search("")
    search.search(typed)
    assert worker.waiting == [], "spelt once"


def test_who_is_chosen_stays_in_sight_and_only_so_many_stand_there(search: CustomerSearch) -> None:
    assert search.isLong
    assert (len(values(search)), search.more) == (MOST + 1, True)
    search.show(customers(), "lanwan")
    assert values(search)[0] == "lanwan"
    search.search("客户3")
    assert values(search) == ["lanwan", "c3", "new"]


def test_a_few_customers_ask_for_no_search(search: CustomerSearch) -> None:
    search.search("客户3")
    search.show({"c1": customers()["c1"]}, "new")
    assert (search.isLong, search.found, values(search)) == (False, "", ["c1", "new"])
