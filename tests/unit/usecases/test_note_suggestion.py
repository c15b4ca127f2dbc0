from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.on_site import SuggestionKind
from fieldapp.usecases.note_suggestion import NoteSuggestion
from tests.factories import ORDER_ID
from tests.fakes.tablet import Tablet


@pytest.fixture
def suggest(tablet: Tablet) -> NoteSuggestion:
    return NoteSuggestion(tablet.store.begin, tablet.clock)


@pytest.mark.req("SITE-13")
def test_a_lead_pressed_twice_goes_to_the_centre_once(tablet: Tablet, suggest: NoteSuggestion) -> None:
    for _press in range(2):
        suggest(ORDER_ID, SuggestionKind.SALES_LEAD, " 想再买一台 ", customer_consents=True)
    suggest(ORDER_ID, SuggestionKind.PRODUCT, "门把手太滑", customer_consents=True)

    assert [(one.kind, one.text) for one in tablet.order.visit.on_site.suggestions] == [
        (SuggestionKind.SALES_LEAD, "想再买一台"),
        (SuggestionKind.PRODUCT, "门把手太滑"),
    ]
    assert tablet.kinds.count("suggestion.noted") == 2


@pytest.mark.req("SITE-13")
@pytest.mark.parametrize("kind", SuggestionKind)
def test_without_consent_or_words_nothing_is_passed_on(
    tablet: Tablet, suggest: NoteSuggestion, kind: SuggestionKind
) -> None:
    with pytest.raises(Refused, match=r"suggestion\.no-consent"):
        suggest(ORDER_ID, kind, "想再买一台", customer_consents=False)
    with pytest.raises(BadInput, match=r"suggestion\.empty"):
        suggest(ORDER_ID, kind, "  ", customer_consents=True)
    assert tablet.order.visit.on_site.suggestions == ()
