pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

SampleColumn {
    id: column

    readonly property Item focusedField: searched.entry
    readonly property list<var> effort: [
        { value: "1", label: say("很轻松", "Very easy") },
        { value: "2", label: say("轻松", "Easy") },
        { value: "3", label: say("一般", "So-so") },
        { value: "4", label: say("费力", "Hard") }]
    readonly property list<var> parts: [
        { value: "sensor", label: say("温度传感器", "Temperature sensor") },
        { value: "fan", label: say("蒸发风机", "Evaporator fan") },
        { value: "gasket", label: say("门封条", "Gasket") },
        { value: "board", label: say("主控板（带防水接插件，型号 CF-680 专用）", "Main board with sealed connector, for CF-680 only") }]

    LikertInput {
        width: parent.width
        title: column.say("费力程度", "Effort")
        hint: column.say("开门、关门各试三次", "Open and close it three times")
        choices: column.effort
    }
    LikertInput {
        width: parent.width
        required: true
        title: column.say("噪声", "Noise")
        choices: column.effort
        value: "3"
        remark: column.say("比上次高一档", "One step above the last time")
        remarkTone: Tag.Warning
    }
    LikertInput {
        width: 260
        title: column.say("窄栏里的量表", "A scale in a narrow column")
        choices: column.effort
        value: "2"
    }
    ChipsInput {
        width: parent.width
        title: column.say("带了什么", "What was brought")
        choices: column.parts
        value: "sensor gasket"
    }
    ChipsInput {
        width: parent.width
        readOnly: true
        title: column.say("带了什么（只读）", "What was brought (read only)")
        choices: column.parts.slice(0, 3)
        value: "fan"
    }
    SearchInput {
        id: searched
        width: parent.width
        required: true
        title: column.say("备件", "Part")
        hint: column.say("中文、拼音、首字母都行", "Any part of the name")
        longList: 4
        choices: column.parts
    }
    SearchInput {
        width: parent.width
        title: column.say("换下的件", "Part taken out")
        longList: 4
        choices: column.parts
        value: "board"
    }
    SearchInput {
        width: parent.width
        many: true
        required: true
        title: column.say("退回什么", "What goes back")
        longList: 4
        choices: column.parts
        value: "sensor fan"
        error: column.say("风机不退", "Fans do not go back")
    }
    SearchInput {
        width: parent.width
        readOnly: true
        title: column.say("结果（只读）", "Result (read only)")
        longList: 4
        choices: column.parts
        value: "gasket"
    }
}
