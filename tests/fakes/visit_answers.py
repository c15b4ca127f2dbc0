"""What the engineer fills in on the story's visit: step -> question -> XForms value, complete for the shipped forms."""

from __future__ import annotations

OK = "OK"
EXPLAINED = ("cause_explained", "parts_explained", "use_explained", "customer_confirms")
KIT = (
    "floor_mat", "tools", "badge", "uniform", "shoe_covers", "cloth",
    "rubbish_bags", "warranty_sheet", "receipts", "price_list", "contact_card", "note_card",
)  # fmt: skip

ANSWERS: dict[str, dict[str, str]] = {
    "accept": {"remark": "信息齐全"},
    "analyse": {
        "expected_cause": "sensor_drift",
        "cause": "传感器漂移",
        "plan": "方案 A：换传感器",
        "on_site": "yes",
        "take_away": "no",
        "experience": "repaired",
    },
    "call": {"outcome": "confirmed", "expected_solution": "当天恢复使用", "remark": "卸货口进，找林芳"},
    # The spares stay in the depot, as far as those tests are concerned that tick none.
    "kit": {**dict.fromkeys(KIT, OK), "missing_way_out": "pick_up", "missing_reason": "备件在库房"},
    "depart": {"remark": "走内环高架"},
    "travel": {"way": "as_planned"},
    "arrive": {
        **dict.fromkeys(("badge_worn", "uniform_worn", "shoe_covers_on", "mat_laid"), OK),
        "damage": "none",
    },
    "diagnose": {
        "reproduced": "yes",
        "box_temperature": "-4",
        "sensor_resistance": "21.4",
        "cause": "sensor_drift",
        "customer_agrees": OK,
    },
    "work": {
        "power_off": OK,
        "cover_removed": OK,
        "old_resistance": "21.4",
        "new_resistance": "16.2",
        "reassembled": OK,
        "alarm_cleared": OK,
        "old_parts_laid_out": OK,
        "remark": "盖板内有积冰",
    },
    "test": {
        "cools_down": "pass",
        "box_temperature": "-18.5",
        "no_alarm": "pass",
        "door_closes": "pass",
        "current": "4.1",
        "display_matches": "pass",
    },
    "clean": dict.fromkeys(("site_restored", "rubbish_taken", "tools_counted"), OK),
    "hand_over": {
        **dict.fromkeys(EXPLAINED, OK),
        "advice": "wipe_seal_weekly call_at_alarm",
    },
    "report": {"solution": "更换温度传感器", "labour_hours": "1.5", "chargeable": "warranty", "payment": "none"},
    "sign": {"agreed": OK, "satisfaction": "satisfied"},
    "close": {"outcome": "solved", "filed": OK},
}

HEAT_PUMP_ANSWERS: dict[str, dict[str, str]] = {
    **ANSWERS,
    "analyse": {**ANSWERS["analyse"], "expected_cause": "refrigerant", "cause": "制冷剂泄漏", "plan": "方案 A：补焊"},
    "diagnose": {
        "reproduced": "yes",
        "flow_temperature": "28",
        "low_pressure": "1.2",
        "cause": "refrigerant",
        "customer_agrees": OK,
    },
    "work": {
        "power_off": OK,
        "done": "as_planned",
        "refrigerant_recovered": OK,
        "vacuum": "45",
        "charge": "2.3",
        "reassembled": OK,
    },
    "test": {
        **dict.fromkeys(("heats", "no_alarm", "no_leak", "quiet"), "pass"),
        "flow_temperature": "48",
        "low_pressure": "5.6",
    },
    "hand_over": {
        **dict.fromkeys((*EXPLAINED, "settings_shown", "defrost_explained"), OK),
        "advice": "keep_power_in_frost call_at_alarm",
    },
}
"""The same visit at a heat pump, which is asked other questions."""

FREEZER_ANSWERS: dict[str, dict[str, str]] = {
    **ANSWERS,
    "analyse": {**ANSWERS["analyse"], "expected_cause": "fan", "cause": "蒸发风机不转", "plan": "方案 A：换风机"},
    "diagnose": {"reproduced": "yes", "box_temperature": "-6", "cause": "fan", "customer_agrees": OK},
    "work": {"power_off": OK, "done": "as_planned", "reassembled": OK, "alarm_cleared": OK},
}
"""A freezer or island with another fault than the story's."""

COLD_ROOM_ANSWERS: dict[str, dict[str, str]] = {
    **FREEZER_ANSWERS,
    "test": {**dict.fromkeys(("cools_down", "no_alarm", "door_closes", "quiet"), "pass"), "room_temperature": "-19"},
}

HEATING_ANSWERS: dict[str, dict[str, str]] = {
    **ANSWERS,
    "analyse": {**ANSWERS["analyse"], "expected_cause": "setting", "cause": "停在夏季模式", "plan": "方案 A：改设置"},
    "diagnose": {"reproduced": "yes", "cause": "setting", "customer_agrees": OK},
    "work": {"power_off": OK, "done": "as_planned", "reassembled": OK},
    "test": {
        **dict.fromkeys(("heating_starts", "all_warm", "no_alarm", "no_leak"), "pass"),
        "supply_temperature": "55",
        "water_pressure": "1.5",
    },
    "hand_over": dict.fromkeys((*EXPLAINED, "pressure_shown", "venting_shown"), OK),
}

CONTROLLER_ANSWERS: dict[str, dict[str, str]] = {
    **ANSWERS,
    "analyse": {**ANSWERS["analyse"], "expected_cause": "supply", "cause": "电源纹波大", "plan": "方案 A：换电源"},
    "diagnose": {"reproduced": "yes", "cause": "supply", "customer_agrees": OK},
    "work": {"standstill_agreed": OK, "power_off": OK, "done": "as_planned", "reassembled": OK},
    "test": dict.fromkeys(("self_test", "inputs_outputs", "communication", "no_alarm", "trial_run"), "pass"),
    "hand_over": dict.fromkeys((*EXPLAINED, "operation_shown", "backup_handed_over"), OK),
}
