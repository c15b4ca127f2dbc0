from __future__ import annotations

import pytest

from fieldapp.domain.contact import ContactMeans
from fieldapp.usecases.contact_verbs import ContactVerbs
from tests.factories import ORDER_ID, local
from tests.fakes.tablet import Tablet


@pytest.mark.req("CON-6")
@pytest.mark.parametrize("means", list(ContactMeans))
def test_the_visit_is_confirmed_once_more_with_means_and_expected_arrival(
    means: ContactMeans, tablet: Tablet, phone: ContactVerbs
) -> None:
    tablet.visit_until("depart")

    phone.confirm(ORDER_ID, means, local("09:52"))

    [made] = tablet.order.visit.contact.confirmations
    assert (made.means, made.expected_arrival_at, made.at) == (means, local("09:52"), tablet.clock.now())
