import QtQuick
import QtQuick.Layouts
import FieldApp

// One SLA clock: name, words ("剩 54 分钟"), how much is used, until when. Colour never comes alone.
ColumnLayout {
    id: clock

    enum Look { Running, Warning, Overdue, Met, Missed }

    property string label
    property string words
    property string caption
    property real fraction: 0
    property int look: ClockMeter.Running
    readonly property color ink: look === ClockMeter.Warning ? Theme.warning
        : look === ClockMeter.Overdue || look === ClockMeter.Missed ? Theme.danger
        : look === ClockMeter.Met ? Theme.success : Theme.text

    spacing: Theme.gap4
    Accessible.role: Accessible.StaticText
    Accessible.name: label + " " + words

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gap12
        AppLabel {
            text: clock.label
            quiet: true
            Layout.fillWidth: true
        }
        AppLabel {
            text: clock.words
            size: Theme.row
            strong: true
            color: clock.ink
            wrapMode: Text.NoWrap
        }
    }
    MeterBar {
        Layout.fillWidth: true
        fraction: clock.fraction
        ink: clock.look === ClockMeter.Running ? (clock.fraction < 0.25 ? Theme.border : Theme.primary) : clock.ink
    }
    AppLabel {
        text: clock.caption
        size: Theme.caption
        quiet: true
        Layout.fillWidth: true
        visible: text !== ""
    }
}
