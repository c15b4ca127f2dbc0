from __future__ import annotations

import pytest

from fieldapp.domain.errors import CentreUnreachable
from fieldapp.domain.views.sync import SyncProgress, SyncState
from fieldapp.ui.viewmodels.shell import ShellViewModel
from tests.ui.stage import Device


def test_the_frame_shows_time_and_day_and_follows_the_minute(device: Device) -> None:
    shell = device.shell
    assert (shell.clockText, shell.dateText, shell.weekdayText) == ("09:18", "11月23日", "周一")
    device.set_clock("09:19")
    assert shell.clockText == "09:19"


@pytest.mark.req("SYN-1")
def test_the_chip_counts_what_is_only_on_this_tablet(device: Device) -> None:
    device.settle()
    assert (device.shell.chip, device.shell.chipText) == (ShellViewModel.Chip.Synced, "已同步")
    device.complete("accept", "analyse")
    device.settle()
    assert (device.shell.chip, device.shell.chipText) == (ShellViewModel.Chip.Waiting, "2 项待上传")
    assert device.shell.waiting == 2


def test_the_chip_says_offline_and_that_all_is_saved_here(device: Device) -> None:
    device.settle()
    device.shell.showSyncProgress(SyncProgress(state=SyncState.OFFLINE, code="centre.unreachable"))
    assert (device.shell.chip, device.shell.chipText) == (ShellViewModel.Chip.Offline, "离线·已保存在本机")


def test_an_error_is_told_in_three_sentences_until_it_is_taken_away(device: Device) -> None:
    device.shell.tell(CentreUnreachable("centre.unreachable"))
    assert device.shell.hasProblem
    assert device.shell.problemWhat
    assert device.shell.problemSafe
    assert device.shell.problemDo
    device.shell.dismissProblem()
    assert not device.shell.hasProblem


def test_settings_of_the_screen_stay_within_their_bounds(device: Device) -> None:
    shell = device.shell
    shell.setTextScale(3.0)
    shell.setTheme("purple")
    assert (shell.textScale, shell.theme) == (1.5, "light")
    shell.setTheme("sunlight")
    assert shell.theme == "sunlight"
