"""Every kind of event of this version: what the codec knows and the reducer applies."""

from __future__ import annotations

from fieldapp.domain.clash_events import ClashKept, ClashSwapped
from fieldapp.domain.contact_events import (
    AppointmentMoved,
    CallBackMade,
    CallPlanned,
    DelayNoted,
    DetailsCorrected,
    MessageSent,
    NobodyMet,
    VisitConfirmed,
)
from fieldapp.domain.events import (
    AnswerReplaced,
    AnswerSaved,
    Arrived,
    CallMade,
    Departed,
    Event,
    FormMoved,
    GatePassed,
    KitItemChecked,
    OrderAccepted,
    OrderHandedBack,
    PartConsumed,
    PartRemoved,
    PartUseReversed,
    ReportSigned,
    StepCompleted,
    StepReopened,
    StepSkipped,
    VisitClosed,
)
from fieldapp.domain.fault_events import FaultProposed
from fieldapp.domain.opening_events import OrderBranched, OrderOpened
from fieldapp.domain.planning_events import PartsRequested, PartsRequestWithdrawn, PlansChosen, SeverityProposed
from fieldapp.domain.site_events import (
    AssetBroughtBack,
    AssetInstalled,
    AssetTakenAway,
    CoverageSettled,
    QuoteAnswered,
    SuggestionNoted,
)

EVENT_TYPES: tuple[type[Event], ...] = (
    OrderAccepted,
    OrderHandedBack,
    AnswerSaved,
    FormMoved,
    StepCompleted,
    StepSkipped,
    StepReopened,
    GatePassed,
    CallMade,
    KitItemChecked,
    Departed,
    Arrived,
    PartConsumed,
    PartRemoved,
    PartUseReversed,
    ReportSigned,
    VisitClosed,
    AppointmentMoved,
    DetailsCorrected,
    CallPlanned,
    CallBackMade,
    VisitConfirmed,
    MessageSent,
    DelayNoted,
    NobodyMet,
    PlansChosen,
    PartsRequested,
    PartsRequestWithdrawn,
    SeverityProposed,
    QuoteAnswered,
    AssetTakenAway,
    SuggestionNoted,
    FaultProposed,
    OrderOpened,
    OrderBranched,
    AssetInstalled,
    CoverageSettled,
    AssetBroughtBack,
    AnswerReplaced,
    ClashSwapped,
    ClashKept,
)
"""A test holds it against the event classes of `domain`."""
