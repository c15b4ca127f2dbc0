import QtQuick
import QtQuick.Layouts
import FieldApp

// The verdict on a reading beside its limits.
RowLayout {
    id: line

    property string limitText
    property string limitState
    readonly property bool out: limitState === "below" || limitState === "above"

    visible: limitText !== ""
    spacing: Theme.gap8

    AppIcon {
        visible: line.limitState !== ""
        name: line.out ? "error-fill" : line.limitState === "within" ? "check_circle-fill" : ""
        size: Theme.iconLine
        tint: line.out ? Theme.danger : Theme.success
    }
    AppLabel {
        visible: line.out || line.limitState === "within"
        text: line.out ? qsTr("Out of limit") : qsTr("Within limit")
        strong: true
        color: line.out ? Theme.danger : Theme.success
    }
    AppLabel {
        text: line.limitText
        quiet: true
    }
}
