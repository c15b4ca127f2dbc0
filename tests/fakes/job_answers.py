"""What the engineer fills in on the other jobs: form -> question -> XForms value, the quickest that each form takes."""

from __future__ import annotations

from tests.fakes.visit_answers import ANSWERS, OK

JOB_ANSWERS: dict[str, dict[str, str]] = {
    **{form: ANSWERS[form] for form in ("accept", "call", "kit", "depart", "travel", "arrive", "clean", "close")},
    "way": {"way": "on_site"},
    "inspect": {
        **dict.fromkeys(("appearance", "electrics", "exchanger", "tightness", "controls", "noise"), "good"),
        "findings": "no",
    },
    "care": {"result_explained": OK, "explained_to": "孙师傅", "next_due": "6"},
    "train": {
        "topics": "operation alarms",
        "trained": "后勤两位",
        "participants": "2",
        "tried_themselves": OK,
        "questions_answered": OK,
    },
    "unpack": {
        **dict.fromkeys(
            ("packaging_sound", "delivery_complete", "place_suitable", "level", "connected"),
            OK,
        ),
        "serial_number": "AH08-26K-00031",
    },
    "configure": {"software_current": OK, "software_version": "2.4.1", "clock_set": OK},
    "trial_run": {
        "minutes": "45",
        **dict.fromkeys(("reaches_set_point", "no_alarm", "no_leak", "quiet"), "pass"),
    },
    "take_over": dict.fromkeys(
        (
            "list_checked",
            "configuration_given",
            "manual_given",
            "common_problems_explained",
            "warranty_explained",
        ),
        OK,
    ),
    "change": {
        "what": "setting",
        "wanted": "多一路模温",
        "before": "四路",
        "after": "五路，上限 90 ℃",
        "approved": "yes",
        "customer_agrees": OK,
    },
    "change_test": dict.fromkeys(("works_as_wanted", "others_unchanged", "no_alarm", "kept_after_restart"), "pass"),
    "exchange": {
        "kind": "exchange",
        "old_serial": "CF320-23C-02011",
        "new_serial": "CF320-26K-00417",
        "condition": "左侧有划痕，能开机",
        "receipt_given": OK,
    },
    "job_report": {"solution": "按计划完成", "labour_hours": "1", "chargeable": "warranty", "payment": "none"},
}
