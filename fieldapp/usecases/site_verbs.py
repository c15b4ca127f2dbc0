"""What is agreed at the customer's beside the work, in one hand: the screens of the site and the device share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from fieldapp.usecases.answer_quote import AnswerQuote
from fieldapp.usecases.bring_back import BringBack
from fieldapp.usecases.draft_quote import DraftQuote
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.note_suggestion import NoteSuggestion
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.settle_coverage import SettleCoverage
from fieldapp.usecases.take_away import TakeAway


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteVerbs:
    """Who pays, the price, slips of what is taken away, and what the customer wants passed on."""

    answer_quote: AnswerQuote
    take_away: TakeAway
    suggest: NoteSuggestion
    settle_coverage: SettleCoverage
    bring_back: BringBack

    @property
    def draft_quote(self) -> DraftQuote:
        """Return who reckons what is agreed to then."""
        return self.answer_quote.draft


def site_verbs(begin: Begin, clock: Clock, queries: Queries, forms: FormShelf, zone: tzinfo) -> SiteVerbs:
    """Return every verb over the same store and clock."""
    return SiteVerbs(
        answer_quote=AnswerQuote(begin, clock, DraftQuote(queries, clock, forms)),
        take_away=TakeAway(begin, clock, queries, forms, zone),
        suggest=NoteSuggestion(begin, clock),
        settle_coverage=SettleCoverage(begin, clock, queries, forms),
        bring_back=BringBack(begin, clock),
    )
