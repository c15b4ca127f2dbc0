import QtQuick
import FieldApp

Rectangle {
    id: mark

    property bool checked: false

    implicitWidth: Theme.radio
    implicitHeight: Theme.radio
    radius: width / 2
    color: Theme.surface
    border.width: Theme.strong
    border.color: checked ? Theme.primary : Theme.border

    Rectangle {
        anchors.centerIn: parent
        visible: mark.checked
        width: parent.width / 2
        height: width
        radius: width / 2
        color: Theme.primary
    }
}
