import QtQuick
import FieldApp

// The 32 px box inside a row that is the target.
Rectangle {
    id: box

    property bool checked: false
    property bool wanted: false

    implicitWidth: Theme.check
    implicitHeight: Theme.check
    radius: Theme.radiusCheck
    color: checked ? Theme.success : Theme.surface
    border.width: checked ? 0 : Theme.strong
    border.color: wanted ? Theme.danger : Theme.border

    AppIcon {
        anchors.centerIn: parent
        name: box.checked ? "check" : ""
        size: Theme.check - Theme.gap8
        tint: Theme.inkOnSuccess
        opacity: box.checked ? 1 : 0
        Behavior on opacity { NumberAnimation { duration: Theme.quick } }
    }
}
