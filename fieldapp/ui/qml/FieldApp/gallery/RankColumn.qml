pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

SampleColumn {
    id: column

    readonly property list<var> parts: [
        { value: "sensor", label: say("温度传感器", "Temperature sensor") },
        { value: "fan", label: say("蒸发风机", "Evaporator fan") },
        { value: "gasket", label: say("门封条", "Gasket") }]

    RankInput {
        width: parent.width
        title: column.say("更换顺序", "Order of replacement")
        hint: column.say("先换的在上面", "What comes first stands above")
        choices: column.parts
    }
    RankInput {
        width: parent.width
        title: column.say("已排好", "In order")
        choices: column.parts
        value: "fan sensor gasket"
    }
    RankInput {
        width: parent.width
        readOnly: true
        title: column.say("已排好（只读）", "In order (read only)")
        choices: column.parts
        value: "gasket fan sensor"
    }
}
