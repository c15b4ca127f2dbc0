import QtQuick
import FieldApp

// An empty list says what to do.
Rectangle {
    id: empty

    property string iconName
    property string title
    property string text
    property string actionText
    signal action

    implicitHeight: column.implicitHeight + 2 * Theme.gap24
    implicitWidth: Theme.sidePane
    radius: Theme.radiusPanel
    color: Theme.background
    border.width: Theme.sunlight ? Theme.hairline : 0
    border.color: Theme.line

    Column {
        id: column
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gap24
        spacing: Theme.gap8
        AppIcon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: empty.iconName
            size: Theme.iconFace
            tint: Theme.border
        }
        AppLabel {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: empty.title
            size: Theme.row
            strong: true
        }
        AppLabel {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: empty.text
            quiet: true
            visible: text !== ""
        }
        Item { width: 1; height: Theme.gap4; visible: empty.actionText !== "" }
        SecondaryButton {
            objectName: "emptyAction"
            anchors.horizontalCenter: parent.horizontalCenter
            visible: empty.actionText !== ""
            text: empty.actionText
            onClicked: empty.action()
        }
    }
}
