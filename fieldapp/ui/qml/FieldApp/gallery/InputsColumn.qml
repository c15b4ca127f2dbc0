pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

SampleColumn {
    id: column

    readonly property Item focusedField: within.entry

    NumberInput {
        width: parent.width
        required: true
        title: column.say("室温", "Room temperature")
        hint: column.say("离风口 1 米", "1 m from the outlet")
        unit: "℃"
        limitText: column.say("应 −2–35", "−2–35")
    }
    NumberInput {
        id: within
        width: parent.width
        required: true
        title: column.say("新件 0 ℃ 阻值", "New part at 0 ℃")
        value: "16.3"
        unit: "kΩ"
        limitText: "15.5–17.0"
        limitState: "within"
    }
    NumberInput {
        width: parent.width
        required: true
        title: column.say("旧件 0 ℃ 阻值", "Old part at 0 ℃")
        value: "21.8"
        unit: "kΩ"
        limitText: "15.5–17.0"
        limitState: "above"
    }
    NumberInput {
        width: parent.width
        title: column.say("冷冻室", "Freezer")
        value: "-18.4"
        unit: "℃"
        error: column.say("只能是数字", "Only a number")
    }
    NumberInput {
        width: parent.width
        readOnly: true
        required: true
        title: column.say("电压", "Voltage")
        value: "229"
        unit: "V"
        limitText: "207–253"
        limitState: "within"
    }
    SelectOneInput {
        width: parent.width
        readOnly: true
        required: true
        title: column.say("结果（只读）", "Result (read only)")
        value: "pass"
        choices: [{ value: "pass", label: column.say("合格", "Pass") }, { value: "fail", label: column.say("不合格", "Fail") }]
    }
}
