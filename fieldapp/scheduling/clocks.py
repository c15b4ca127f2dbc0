"""The clocks of one order, from data on the tablet alone: rules of a profile over recorded moments (SLA-2, SLA-3)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from types import MappingProxyType

from fieldapp.domain.sla import WARN_AT, ClockName, LevelLimits, SlaClock
from fieldapp.domain.sla_profile import ClockMoment, ClockRule, Counting, SlaProfile
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.moments import Moments, moments_of
from fieldapp.scheduling.working_time import Reckoned, WorkingTime

LEVEL_LIMITS: Mapping[ClockName, Callable[[LevelLimits], timedelta]] = MappingProxyType(
    {ClockName.RESPOND: lambda limits: limits.respond, ClockName.RESOLVE: lambda limits: limits.resolve}
)
"""The clocks whose limit is that of the order's level: registered with it, or given to it since (SLA-1, SLA-4)."""

PROMISES = (
    ClockRule(
        name=ClockName.RESPOND,
        start=(ClockMoment.RECEIVED,),
        stop=(ClockMoment.REPLIED, ClockMoment.CLOSED),
    ),
    ClockRule(name=ClockName.RESOLVE, start=(ClockMoment.RECEIVED,), stop=(ClockMoment.CONFIRMED,)),
)
"""The two that every order has, whatever its profile: what was promised to the customer (SLA-1)."""

_NEEDED = frozenset(moment for rule in PROMISES for moment in (*rule.start, *rule.stop))


def sla_clocks(order: WorkOrder) -> tuple[SlaClock, ...]:
    """Return respond and resolve, both from received-at, with the limits the order was registered with."""
    moments = moments_of(order, kinds=_NEEDED)
    return tuple(clock for rule in PROMISES if (clock := _clock(rule, order, moments, None, UTC)) is not None)


def order_clocks(
    order: WorkOrder,
    profile: SlaProfile,
    zone: tzinfo,
    working: WorkingTime | None = None,
    also: Moments | None = None,
) -> tuple[SlaClock, ...]:
    """Return every clock of the profile that has started for the order, as the profile lists them (SLA-6).

    `zone` is where days end; `working` reckons in the profile's calendar and must be there if a rule counts by it;
    `also` are moments the order does not hold (`moments.moments_of`). Raises ValueError for a missing calendar.
    """
    moments = moments_of(order, also)
    rules = [rule for rule in profile.clocks if not rule.areas or order.area in rule.areas]
    return tuple(clock for rule in rules if (clock := _clock(rule, order, moments, working, zone)) is not None)


def _clock(
    rule: ClockRule, order: WorkOrder, moments: Moments, working: WorkingTime | None, zone: tzinfo
) -> SlaClock | None:
    starts = _of(moments, rule.start)
    if not starts:
        return None
    started_at = starts[-1] if rule.again else starts[0]
    stopped_at = _stopped_at(rule, moments, started_at)
    anchors = _of(moments, (rule.anchor,)) if rule.anchor is not None else (started_at,)
    if not anchors:
        return None
    paused, paused_at = _pauses(rule, moments, started_at, stopped_at)
    due = _due(rule, order, anchors[-1], stopped_at, working, zone)
    set_by = [at for at in _of(moments, (rule.set_by,)) if at > started_at] if rule.set_by is not None else []
    # What is already past when the clock starts is due at once (DEP-2: "if already past: now").
    due_at = max(set_by[-1] if set_by else due.at + paused, started_at)
    return SlaClock(
        name=rule.name,
        started_at=started_at,
        due_at=due_at,
        stopped_at=stopped_at,
        warn_at=_warn_at(rule, started_at, due_at, working),
        latest_at=None if rule.latest is None else anchors[-1] + rule.latest + paused,
        paused=paused,
        paused_at=paused_at,
        reminder=rule.reminder,
        calendar_known=due.confirmed,
    )


def _warn_at(rule: ClockRule, started_at: datetime, due_at: datetime, working: WorkingTime | None) -> datetime | None:
    """Return when the clock warns, None for 75 % of real time; one that counts working time warns at 75 % of that."""
    if rule.warn is not None:
        return due_at - rule.warn
    if rule.counts is Counting.REAL or working is None:
        return None
    return working.after(started_at, WARN_AT * working.between(started_at, due_at)).at


def _of(moments: Moments, kinds: tuple[ClockMoment, ...]) -> tuple[datetime, ...]:
    """Return the moments of these kinds in the order of time."""
    return tuple(sorted(at for kind in kinds for at in moments.get(kind, ())))


def _stopped_at(rule: ClockRule, moments: Moments, started_at: datetime) -> datetime | None:
    """Return the first moment that stops the clock.

    A reply that a tablet's clock dates before the registration is still a reply: it counts as given at once. A clock
    that may run again is stopped only by what came after its newest start.
    """
    stops = _of(moments, rule.stop)
    if rule.again:
        stops = tuple(at for at in stops if at > started_at)
    return max(stops[0], started_at) if stops else None


def _pauses(
    rule: ClockRule, moments: Moments, started_at: datetime, stopped_at: datetime | None
) -> tuple[timedelta, datetime | None]:
    """Return how long the clock stood still in all, and since when it does now."""
    paused, since = timedelta(0), None
    turns = [(at, True) for at in _of(moments, rule.pause)] + [(at, False) for at in _of(moments, rule.resume)]
    for at, stands in sorted(turns):
        if at < started_at or (stopped_at is not None and at > stopped_at):
            continue
        if stands:
            since = since or at
        elif since is not None:
            paused, since = paused + (at - since), None
    return (paused + (stopped_at - since), None) if stopped_at is not None and since is not None else (paused, since)


def _due(
    rule: ClockRule,
    order: WorkOrder,
    anchor_at: datetime,
    stopped_at: datetime | None,
    working: WorkingTime | None,
    zone: tzinfo,
) -> Reckoned:
    """Return when the limit ends, counted from the anchor as the rule counts."""
    if rule.limit is None and not rule.months:
        return _due_by_level(rule, order, anchor_at, stopped_at, working, zone)
    return limit_over(rule, anchor_at, rule.limit or timedelta(0), working, zone)


def _due_by_level(
    rule: ClockRule,
    order: WorkOrder,
    anchor_at: datetime,
    stopped_at: datetime | None,
    working: WorkingTime | None,
    zone: tzinfo,
) -> Reckoned:
    """Return when the limit of the order's level ends; another level counts from when the office gave it (SLA-4).

    What was answered before is judged by what was promised then, and a promise that was broken stays broken. A more
    urgent level whose limit is past already leaves its limit from now on, never more than the promise that stands.
    """
    limit_of = LEVEL_LIMITS[rule.name]
    held = [*(change.limits for change in order.level_changes), order.limits]
    due = limit_over(rule, anchor_at, limit_of(held[0]), working, zone)
    for change, limits in zip(order.level_changes, held[1:], strict=True):
        if due.at <= change.at or (stopped_at is not None and stopped_at <= change.at):
            break
        after = limit_over(rule, anchor_at, limit_of(limits), working, zone)
        if after.at <= change.at:
            after = min(
                due, limit_over(rule, change.at, limit_of(limits), working, zone), key=lambda reckoned: reckoned.at
            )
        due = after
    return due


def limit_over(
    rule: ClockRule, anchor_at: datetime, limit: timedelta, working: WorkingTime | None, zone: tzinfo
) -> Reckoned:
    """Return when `limit` and the rule's months after the anchor are over, in the time that the rule counts.

    `zone` is where days end. Raises ValueError where the rule counts by a calendar and none is handed in.
    """
    if rule.counts is not Counting.REAL:
        if working is None:
            raise ValueError("a clock counts by a calendar that was not handed in")
        if rule.counts is Counting.WORKING_DAYS:
            return working.end_of_day(anchor_at, limit.days)
        return working.after(anchor_at, limit)
    due_at = _months_later(anchor_at, rule.months, zone) + limit
    return Reckoned(_end_of_day(due_at, zone) if rule.by_end_of_day else due_at, confirmed=True)


def _months_later(at: datetime, months: int, zone: tzinfo) -> datetime:
    """Return the same local time so many months later; the 31st becomes the month's last day."""
    if not months:
        return at
    local = at.astimezone(zone)
    years, month = divmod(local.month - 1 + months, 12)
    year, month = local.year + years, month + 1
    return local.replace(year=year, month=month, day=min(local.day, monthrange(year, month)[1]))


def _end_of_day(at: datetime, zone: tzinfo) -> datetime:
    """Return the midnight that ends the local day."""
    following = at.astimezone(zone) + timedelta(days=1)
    return following.replace(hour=0, minute=0, second=0, microsecond=0)
