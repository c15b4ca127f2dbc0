"""What an order lacks before the visit, one gap at a time (ACC-2, ACC-3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fieldapp.domain.contact import Detail


class DoubtKind(Enum):
    """What is missing or doubtful."""

    ADDRESS_MISSING = "address_missing"
    PHONE_MISSING = "phone_missing"
    PHONE_UNUSABLE = "phone_unusable"
    MODEL_MISSING = "model_missing"
    PURCHASE_MISSING = "purchase_missing"
    SYMPTOM_MISSING = "symptom_missing"
    SYMPTOM_VAGUE = "symptom_vague"
    ONSET_MISSING = "onset_missing"
    IMPACT_MISSING = "impact_missing"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One gap, and the details that would close it, in the order in which they are asked for."""

    kind: DoubtKind
    asks: tuple[Detail, ...]
