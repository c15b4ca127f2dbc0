import QtQuick
import FieldApp

// The way between two visits: car, minutes, buffer.
Item {
    id: gap

    property string text
    property string iconName: "directions_car"

    width: parent?.width ?? implicitWidth
    implicitHeight: Math.max(Theme.gapRow, label.implicitHeight)
    height: implicitHeight

    AppIcon {
        id: icon
        x: Theme.gap16
        anchors.verticalCenter: parent.verticalCenter
        name: gap.iconName
        size: Theme.iconLine
        tint: Theme.textSecondary
    }
    AppLabel {
        id: label
        anchors.left: icon.right
        anchors.leftMargin: Theme.gap8
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: gap.text
        size: Theme.caption
        quiet: true
    }
}
