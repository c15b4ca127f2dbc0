from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.domain.sla import ClockName, Severity
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.scheduling.data_files import read_calendar, read_profile
from fieldapp.texts.catalogue import Catalogue
from tests.factories import RESOURCES

CHINA = (RESOURCES / "calendars" / "china.toml").read_text(encoding="utf-8")
STANDARD = (RESOURCES / "sla" / "standard.toml").read_text(encoding="utf-8")
TECHNICAL = (RESOURCES / "sla" / "technical.toml").read_text(encoding="utf-8")


def limits(profile: SlaProfile) -> dict[str, tuple[timedelta | None, int]]:
    return {rule.name.value: (rule.limit, rule.months) for rule in profile.clocks}


@pytest.mark.req("SLA-1", "SLA-6")
def test_the_standard_profile_holds_the_four_levels_and_all_clocks_by_name() -> None:
    profile = read_profile(STANDARD)
    hours = {level.value: (one.respond, one.resolve) for level, one in profile.levels.items()}
    hour = timedelta(hours=1)
    assert hours == {
        1: (2 * hour, 24 * hour),
        2: (4 * hour, 48 * hour),
        3: (8 * hour, 72 * hour),
        4: (24 * hour, 120 * hour),
    }
    assert limits(profile) == {
        "respond": (None, 0),
        "resolve": (None, 0),
        "first_contact": (timedelta(minutes=30), 0),
        "departure_decision": (-hour, 0),
        "arrival": (-timedelta(minutes=5), 0),
        "delay_notice": (-hour, 0),
        "call_back": (2 * hour, 0),
        "report": (24 * hour, 0),
        "filing": (timedelta(0), 0),
        "return": (timedelta(0), 0),
        "second_treatment": (48 * hour, 0),
        "follow_up_1": (24 * hour, 0),
        "follow_up_2": (72 * hour, 0),
        "follow_up_3": (168 * hour, 0),
        "inspection": (None, 6),
    }


@pytest.mark.req("SLA-6")
def test_the_second_profile_promises_a_technician_an_answer_and_mended_software() -> None:
    profile = read_profile(TECHNICAL)
    assert (profile.id, profile.calendar) == ("technical", "china")
    assert set(profile.levels) == set(Severity)
    found = limits(profile)
    assert found["technical_response"] == (timedelta(hours=8), 0)
    assert found["answer"] == (timedelta(days=2), 0)
    assert found["software_fault"] == (timedelta(hours=24), 0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_clock_has_a_name_on_the_screen(language: str) -> None:
    words = Catalogue.load(RESOURCES / "i18n")
    assert all(words.text(f"ui.clock.{name.value}", language) for name in ClockName)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('name = "report"\n', 'name = "report"\nlimits = "PT3H"\n', "clocks[7].limits"),
        ('limit = "PT30M"\n', "", "clocks[2].limit"),
        ('name = "report"', 'name = "filing"', "clocks"),
        ('start = ["dissatisfied"]', "start = []", "clocks[9].start"),
        ('limit = "PT48H"\n', 'limit = "PT48H"\npause = ["waiting"]\n', "clocks[9].pause"),
        ('limit = "PT48H"\n', 'limit = "PT48H"\ncounts = "working_time"\n', "clocks[9].counts"),
        ('[levels.4]\nrespond = "PT24H"\nresolve = "P5D"\n', "", "levels"),
    ],
)
def test_a_profile_that_contradicts_itself_is_refused_with_the_place(old: str, new: str, place: str) -> None:
    assert old in STANDARD
    with pytest.raises(BadInput) as fault:
        read_profile(STANDARD.replace(old, new))
    assert (fault.value.code, fault.value.fields) == ("sla.wrong", {"place": place})


def test_an_answer_within_no_days_at_all_is_refused() -> None:
    with pytest.raises(BadInput, match=r"clocks\[1\]\.limit"):
        read_profile(TECHNICAL.replace('limit = "P2D"', 'limit = "PT8H"'))


@pytest.mark.parametrize("text", ["id = ", 'id = "x"', STANDARD.replace('"received"', '"recieved"')])
def test_what_is_no_profile_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as fault:
        read_profile(text)
    assert fault.value.code == "sla.malformed"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('zone = "Asia/Shanghai"', 'zone = "Asia/Schanghai"', "zone"),
        ("weekdays = [1, 2, 3, 4, 5]", "weekdays = [0]", "weekdays"),
        ("begin = 13:00:00", "begin = 11:00:00", "hours"),
        ("last_on = 2026-01-03", "last_on = 2025-12-31", "years[0].holidays[0]"),
        ("2026-01-04, ", "2026-01-02, ", "years[0].workdays[0]"),
        ("2026-01-04, ", "2027-01-04, ", "years[0].workdays[0]"),
        ("year = 2026\n", "year = 2026\nworkday = 3\n", "years[0].workday"),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused_with_the_place(old: str, new: str, place: str) -> None:
    assert old in CHINA
    with pytest.raises(BadInput) as fault:
        read_calendar(CHINA.replace(old, new))
    assert (fault.value.code, fault.value.fields) == ("calendar.wrong", {"place": place})


@pytest.mark.parametrize("text", ["id = ", 'id = "x"'])
def test_what_is_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as fault:
        read_calendar(text)
    assert fault.value.code == "calendar.malformed"
