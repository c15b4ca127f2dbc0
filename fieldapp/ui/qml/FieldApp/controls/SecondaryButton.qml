import QtQuick
import QtQuick.Templates as T
import FieldApp

// Outlined: a choice beside the main one.
T.AbstractButton {
    id: button

    property string iconName
    readonly property color ink: enabled ? Theme.text : Theme.textDisabled

    implicitWidth: content.implicitWidth + 2 * Theme.gap24
    implicitHeight: Math.max(Theme.control, content.implicitHeight + 2 * Theme.gap12)
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
        border.color: Theme.border
        FocusRing { shown: button.visualFocus }
    }
    contentItem: Item {
        implicitWidth: content.implicitWidth
        implicitHeight: content.implicitHeight
        Row {
            id: content
            anchors.centerIn: parent
            spacing: Theme.gap12
            AppIcon {
                name: button.iconName
                tint: button.ink
                anchors.verticalCenter: parent.verticalCenter
            }
            AppLabel {
                text: button.text
                size: Theme.row
                medium: true
                color: button.ink
                wrapMode: Text.NoWrap
            }
        }
    }
}
