import QtQuick
import QtQuick.Templates as T
import FieldApp

// Text only, with an icon before it where that helps; its words align with the content's left edge.
T.AbstractButton {
    id: button

    property string iconName
    property color ink: accent ? Theme.primary : Theme.textSecondary
    property bool accent: false
    property real size: Theme.row
    // At the right edge of something its words end there.
    property bool trailing: false
    // Under something centred its words stand in the middle of what can be touched.
    property bool centred: false

    implicitWidth: Math.max(Theme.target, content.implicitWidth)
    implicitHeight: Math.max(Theme.control, content.implicitHeight + Theme.gap16)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: -Theme.gap12
            anchors.rightMargin: -Theme.gap12
            radius: Theme.radiusControl
            color: button.down ? Theme.pressed : "transparent"
            FocusRing { shown: button.visualFocus; anchors.margins: 0 }
        }
    }
    contentItem: Item {
        implicitWidth: content.implicitWidth
        implicitHeight: content.implicitHeight
        Row {
            id: content
            x: button.trailing ? parent.width - width : button.centred ? (parent.width - width) / 2 : 0
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap12
            AppIcon {
                name: button.iconName
                tint: button.enabled ? button.ink : Theme.textDisabled
                anchors.verticalCenter: parent.verticalCenter
            }
            AppLabel {
                text: button.text
                size: button.size
                medium: true
                color: button.enabled ? button.ink : Theme.textDisabled
                wrapMode: Text.NoWrap
            }
        }
    }
}
