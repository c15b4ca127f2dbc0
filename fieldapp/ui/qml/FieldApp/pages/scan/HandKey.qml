import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// One large key; the field it types into keeps the focus.
T.AbstractButton {
    id: key

    required property string modelData

    objectName: "key_" + modelData
    text: modelData
    implicitWidth: Theme.target
    implicitHeight: Theme.target
    focusPolicy: Qt.NoFocus
    Layout.fillWidth: true
    Layout.minimumWidth: Theme.gap40
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: click()

    background: Rectangle {
        radius: Theme.radiusControl
        color: key.down ? Theme.pressed : Theme.surface
        border.width: Theme.hairline
        border.color: Theme.line
    }
    contentItem: Item {
        AppLabel {
            anchors.centerIn: parent
            text: key.text
            size: Theme.title
            medium: true
        }
    }
}
