pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Both promises of the order side by side (SLA-3).
GridLayout {
    id: row

    required property Rows clocks
    readonly property var looks: ({
        neutral: ClockMeter.Running, amber: ClockMeter.Warning, red: ClockMeter.Overdue, met: ClockMeter.Met })

    columns: Theme.textScale > 1.2 ? 1 : 2
    columnSpacing: Theme.gap40 + Theme.gap16
    rowSpacing: Theme.gap12
    uniformCellWidths: true

    Repeater {
        model: row.clocks
        ClockMeter {
            required property string name
            required property string due
            required property string pace
            required words
            required fraction
            Layout.fillWidth: true
            objectName: "clock-" + name
            label: name
            caption: due
            look: row.looks[pace]
        }
    }
}
