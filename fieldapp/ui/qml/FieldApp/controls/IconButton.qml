import QtQuick
import QtQuick.Templates as T
import FieldApp

// 64 px target, 52 px tint; `text` is its name for a screen reader.
T.AbstractButton {
    id: button

    property string iconName
    property bool tinted: true
    property color ink: tinted ? Theme.primary : Theme.textSecondary

    implicitWidth: Theme.target
    implicitHeight: Theme.target
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Item {
        Rectangle {
            anchors.centerIn: parent
            width: Theme.tint
            height: Theme.tint
            radius: Theme.radiusControl
            color: button.down ? (button.tinted ? Theme.pressedTint : Theme.pressed) : button.tinted ? Theme.primarySoft : "transparent"
            FocusRing { shown: button.visualFocus }
        }
    }
    contentItem: Item {
        AppIcon {
            anchors.centerIn: parent
            name: button.iconName
            tint: button.enabled ? button.ink : Theme.textDisabled
        }
    }
}
