import QtQuick
import QtQuick.Templates as T
import FieldApp

// A button that counts: pressed again and again, so it is framed and as high as a field. `text` is its spoken name.
T.AbstractButton {
    id: button

    property string iconName

    implicitWidth: Theme.control
    implicitHeight: Theme.control
    autoRepeat: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radiusControl
        color: button.down ? Theme.pressed : Theme.surface
        border.width: Theme.sunlight ? Theme.strong : 1
        border.color: button.enabled ? Theme.border : Theme.line
        FocusRing { shown: button.visualFocus }
    }
    contentItem: Item {
        AppIcon {
            anchors.centerIn: parent
            name: button.iconName
            tint: button.enabled ? Theme.text : Theme.textDisabled
        }
    }
}
