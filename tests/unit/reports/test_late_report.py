from __future__ import annotations

import subprocess
import sys

from fieldapp.reports.late_report import LateReport
from tests.factories import RESOURCES
from tests.unit.reports.story import content, service_report, signature


def test_a_late_report_is_the_same_document() -> None:
    late = LateReport(RESOURCES / "fonts", RESOURCES / "i18n", "https://centre.jichuan.example/")
    for answer in (None, signature()):
        assert late(content(), "zh", answer) == service_report()(content(), "zh", answer)


def test_a_late_report_loads_no_layout_before_the_first_one() -> None:
    code = (
        "import sys; from pathlib import Path; from fieldapp.reports.late_report import LateReport;"
        "LateReport(Path('no fonts'), Path('no words'), ''); print('reportlab' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=RESOURCES.parent, timeout=60
    )
    assert done.stdout.split() == [b"False"]
