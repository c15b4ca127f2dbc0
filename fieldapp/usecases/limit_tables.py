"""Which table of limits an order goes by: the centre's, and the shipped one until that has come down (SLA-1, SLA-6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.ids import CalendarId, ProfileId
from fieldapp.domain.sla import STANDARD, LevelLimits, Severity
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.scheduling.data_files import read_calendars, read_profiles
from fieldapp.scheduling.working_time import WorkingTime
from fieldapp.usecases.ports import Queries


@dataclass(frozen=True, slots=True)
class LimitTables:
    """The profiles of this company by name; a customer or contract may have another one than the standard.

    `standard`, `others` and `calendars` are those that the program ships with.
    """

    queries: Queries
    standard: SlaProfile
    others: Mapping[ProfileId, SlaProfile] = field(default_factory=dict)
    calendars: Mapping[CalendarId, WorkingCalendar] = field(default_factory=dict)

    def profile(self, named: ProfileId = STANDARD) -> SlaProfile:
        """Return the profile of that name; a name that this tablet was never told of goes by the standard."""
        found = self._known(named)
        if found is not None and self._can_reckon(found):
            return found
        return self.queries.sla_profile(STANDARD) or self.standard

    def working(self, profile: SlaProfile) -> WorkingTime | None:
        """Return what reckons in the profile's calendar; None for one that counts real time only."""
        calendar = self._calendar(profile)
        return None if calendar is None else WorkingTime(calendar)

    def limits(self, severity: Severity) -> LevelLimits:
        """Return what an order goes by that is opened here, until the centre has registered it."""
        return self.profile().levels[severity]

    def _known(self, named: ProfileId) -> SlaProfile | None:
        return self.queries.sla_profile(named) or self.others.get(named)

    def _calendar(self, profile: SlaProfile) -> WorkingCalendar | None:
        if profile.calendar is None:
            return None
        return self.queries.calendar(profile.calendar) or self.calendars.get(profile.calendar)

    def _can_reckon(self, profile: SlaProfile) -> bool:
        """Tell whether the calendar is here that the profile counts by, if it counts by one."""
        return profile.calendar is None or self._calendar(profile) is not None


def shipped_tables(queries: Queries, profiles: Path, calendars: Path) -> LimitTables:
    """Return the tables over what the two folders hold. Raises BadInput for a file that somebody damaged."""
    shipped = read_profiles(profiles)
    return LimitTables(queries, shipped[STANDARD], shipped, read_calendars(calendars))
