"""The tablet that every use case is tried on."""

from __future__ import annotations

import pytest

from fieldapp.domain.customer import Coordinates
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.contact_verbs import ContactVerbs, Telephone
from fieldapp.usecases.plan_way import PlanWay
from tests.factories import SHANGHAI
from tests.fakes.tablet import Tablet, story_tablet

HOME = Coordinates(31.2100, 121.4200)


@pytest.fixture
def tablet() -> Tablet:
    return story_tablet()


@pytest.fixture
def phone(tablet: Tablet) -> ContactVerbs:
    plan = PlanWay(tablet.store, DistanceTravel(HOME), SHANGHAI)
    return Telephone(tablet.store.begin, tablet.clock, tablet.forms, plan).verbs()
