"""How a visit ends (PRO-4); of its own, for process and visit both name it."""

from __future__ import annotations

from enum import Enum


class Outcome(Enum):
    """How a visit ended: the closed list of PRO-4."""

    SOLVED = "solved"
    SOLVED_BY_PHONE = "solved_by_phone"
    NOT_OUR_PRODUCT = "not_our_product"
    JOINT_CHECK = "joint_check"
    TAKEN_AWAY = "taken_away"
    SECOND_VISIT = "second_visit"
    WAITING_FOR_CUSTOMER = "waiting_for_customer"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    CANCELLED = "cancelled"
