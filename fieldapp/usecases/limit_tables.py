"""Which table of limits an order goes by: the centre's, and the shipped one until that has come down (SLA-1, SLA-6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.ids import CalendarId, ProfileId
from fieldapp.domain.sla import STANDARD, LevelLimits, Severity
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.data_files import read_calendars, read_profiles
from fieldapp.scheduling.leads import Leads, leads_of
from fieldapp.scheduling.working_time import WorkingTime
from fieldapp.usecases.ports import Queries


@dataclass(slots=True)
class _Read:
    """What was read from the store since the tables last came down; None stands for a name that it does not hold."""

    profiles: dict[ProfileId, SlaProfile | None] = field(default_factory=dict)
    calendars: dict[CalendarId, WorkingCalendar | None] = field(default_factory=dict)


class LimitTables:
    """The profiles of this company by name; a customer or contract may have another one than the standard.

    `standard`, `others` and `calendars` are those that the program ships with. What the centre sent is read once and
    kept until `forget`: every open order asks for it every minute.
    """

    def __init__(
        self,
        queries: Queries,
        standard: SlaProfile,
        others: Mapping[ProfileId, SlaProfile] | None = None,
        calendars: Mapping[CalendarId, WorkingCalendar] | None = None,
    ) -> None:
        self._queries = queries
        self.standard = standard
        self.others = others or {}
        self.calendars = calendars or {}
        self._read = _Read()

    def forget(self) -> None:
        """Take note that tables came down.

        Whoever is reading them now puts what he finds into the old book, which nobody opens again.
        """
        self._read = _Read()

    def profile(self, named: ProfileId = STANDARD) -> SlaProfile:
        """Return the profile of that name; a name that this tablet was never told of goes by the standard.

        So does one whose calendar is not here. The centre's standard gives way to the shipped one in the same case.
        """
        for found in (self._known(named), self._known(STANDARD)):
            if found is not None and self._can_reckon(found):
                return found
        return self.standard

    def working(self, profile: SlaProfile) -> WorkingTime | None:
        """Return what reckons in the profile's calendar; None for one that counts real time only."""
        calendar = self._calendar(profile)
        return None if calendar is None else WorkingTime(calendar)

    def limits(self, severity: Severity) -> LevelLimits:
        """Return what an order goes by that is opened here, until the centre has registered it."""
        return self.profile().levels[severity]

    def leads(self, order: WorkOrder) -> Leads:
        """Return how long before and after something is done for the order, by its profile."""
        profile = self.profile(order.profile)
        return leads_of(order, profile, self.working(profile))

    def _known(self, named: ProfileId) -> SlaProfile | None:
        kept = self._read.profiles
        if named not in kept:
            kept[named] = self._queries.sla_profile(named)
        return kept[named] or self.others.get(named)

    def _calendar(self, profile: SlaProfile) -> WorkingCalendar | None:
        named = profile.calendar
        if named is None:
            return None
        kept = self._read.calendars
        if named not in kept:
            kept[named] = self._queries.calendar(named)
        return kept[named] or self.calendars.get(named)

    def _can_reckon(self, profile: SlaProfile) -> bool:
        """Tell whether the calendar is here that the profile counts by, if it counts by one."""
        return profile.calendar is None or self._calendar(profile) is not None


def shipped_tables(queries: Queries, profiles: Path, calendars: Path) -> LimitTables:
    """Return the tables over what the two folders hold. Raises BadInput for a file that somebody damaged."""
    shipped = read_profiles(profiles)
    return LimitTables(queries, shipped[STANDARD], shipped, read_calendars(calendars))
