"""How late it will be, how sure that is, and whether the customer still hears of it an hour ahead (TRV-1, TRV-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, log
from statistics import NormalDist

from fieldapp.domain.views.departure import TravelEstimate
from fieldapp.scheduling.day import Leg, LegState

SAID_SHARE = 0.9
"""The time that is told to the customer is one that nine of ten such trips keep: to be late twice is worse."""

FULL = timedelta(minutes=5)
"""What is said on the telephone is a full five minutes."""

_NORMAL = NormalDist()
_LEAST_SIGMA = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """One visit's arrival as it looks at `now`.

    `likely_at` is the median arrival, `say_at` the time to tell the customer (rounded up to full five minutes);
    `late_by` says by how much that misses the appointment's start, zero when it does not. `chance` is the probability
    of arriving after the start. Notice is `in_time` until `notice_by_at`: an hour before the appointment,
    or what the profile of the order says.
    """

    likely_at: datetime
    say_at: datetime
    late_by: timedelta
    chance: float
    notice_by_at: datetime
    in_time: bool

    @property
    def is_late(self) -> bool:
        """Whether being late is more likely than not: then the customer is called at the decision point."""
        return self.chance > 0.5


def lateness(leg: Leg, now: datetime) -> Lateness:
    """Return how late the visit will be, with the way driven so far: who is still on it after an hour needs longer."""
    start_at = leg.order.appointment.start_at
    say_at = rounded_up(arrival(leg, now, SAID_SHARE))
    return Lateness(
        likely_at=arrival(leg, now, 0.5),
        say_at=say_at,
        late_by=max(say_at - start_at, timedelta(0)),
        chance=chance_of_late(leg, now),
        notice_by_at=leg.plan.notice_by_at,
        in_time=now <= leg.plan.notice_by_at,
    )


def arrival(leg: Leg, now: datetime, share: float) -> datetime:
    """Return when the engineer is there with probability `share` (between 0 and 1); what has happened is certain."""
    if leg.there_at is not None:
        return leg.there_at
    driven = _driven(leg, now)
    gone = _share_within(leg.plan.estimate, driven)
    # Of the trips that take longer than what is driven already: their quantile.
    quantile = min(gone + share * (1 - gone), 1 - 1e-9)
    way = _way(leg.plan.estimate, quantile)
    return max(leg.leave_at + max(way, driven), now)


def chance_of_late(leg: Leg, now: datetime) -> float:
    """Return the probability of an arrival after the appointment's start, 0.0 to 1.0."""
    start_at = leg.order.appointment.start_at
    if leg.there_at is not None:
        return 1.0 if leg.there_at > start_at else 0.0
    driven = _driven(leg, now)
    if start_at - leg.leave_at <= driven:
        return 1.0
    gone = _share_within(leg.plan.estimate, driven)
    in_time = _share_within(leg.plan.estimate, start_at - leg.leave_at)
    return min(max((1 - in_time) / max(1 - gone, 1e-9), 0.0), 1.0)


def _driven(leg: Leg, now: datetime) -> timedelta:
    """Return how long he is on the way, zero before that."""
    return max(now - leg.leave_at, timedelta(0)) if leg.state is LegState.ON_THE_WAY else timedelta(0)


def _sigma(estimate: TravelEstimate) -> float:
    """Return the standard deviation of log(time) that puts the 90 % value where the estimate has it."""
    return max(log(estimate.late / estimate.median) / _NORMAL.inv_cdf(0.9), _LEAST_SIGMA)


def _way(estimate: TravelEstimate, share: float) -> timedelta:
    return estimate.median * exp(_NORMAL.inv_cdf(share) * _sigma(estimate))


def _share_within(estimate: TravelEstimate, way: timedelta) -> float:
    """Return the share of trips that take no longer than `way`."""
    if way <= timedelta(0):
        return 0.0
    return _NORMAL.cdf(log(way / estimate.median) / _sigma(estimate))


def rounded_up(at: datetime) -> datetime:
    """Return `at`, or the next full five minutes where it is none: what is said and proposed on the telephone."""
    over = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at if not over else at - over + FULL
