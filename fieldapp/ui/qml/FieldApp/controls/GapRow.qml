import QtQuick
import FieldApp

// The way between two visits: car, minutes, buffer.
Row {
    property string text
    property string iconName: "directions_car"

    height: Math.max(Theme.gapRow, label.implicitHeight)
    leftPadding: Theme.gap16
    spacing: Theme.gap8
    AppIcon {
        name: parent.iconName
        size: Theme.iconLine
        tint: Theme.textSecondary
        anchors.verticalCenter: parent.verticalCenter
    }
    AppLabel {
        id: label
        text: parent.text
        size: Theme.caption
        quiet: true
        anchors.verticalCenter: parent.verticalCenter
    }
}
