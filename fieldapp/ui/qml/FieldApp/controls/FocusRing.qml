import QtQuick
import FieldApp

// Shows where the keyboard is: a ring outside the control, never a change of its ground.
Rectangle {
    required property bool shown
    property int around: Theme.radiusControl

    anchors.fill: parent
    anchors.margins: -Theme.gap4
    radius: around + Theme.gap4
    color: "transparent"
    border.color: Theme.focusRing
    border.width: Theme.focusWidth
    visible: shown
}
