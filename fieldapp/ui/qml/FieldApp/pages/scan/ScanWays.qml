pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// The ways in that work today, in words.
Column {
    id: ways

    required property bool reading

    spacing: Theme.gap16

    Repeater {
        model: [
            { icon: "barcode_scanner", text: qsTr("Keyboard scanner: ready, just scan") },
            { icon: "image", text: ways.reading ? qsTr("Reading the picture") : qsTr("Picture: choose a photo of the label") },
            { icon: "keyboard", text: qsTr("By hand: type the number on the label") }]
        Row {
            id: way
            required property var modelData
            required property int index
            spacing: Theme.gap16
            AppIcon {
                name: way.modelData.icon
                size: Theme.iconRail
                tint: way.index === 0 ? Theme.success : Theme.textSecondary
                anchors.verticalCenter: parent.verticalCenter
            }
            AppLabel {
                width: Math.min(implicitWidth, ways.parent.width - Theme.iconRail - 2 * Theme.gap32)
                text: way.modelData.text
                quiet: way.index > 0
                medium: way.index === 0
            }
        }
    }
}
