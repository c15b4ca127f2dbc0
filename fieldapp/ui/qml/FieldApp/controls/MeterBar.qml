import QtQuick
import FieldApp

Rectangle {
    id: meter

    property real fraction: 0
    property string name
    property color ink: Theme.primary

    implicitHeight: Theme.meter
    implicitWidth: Theme.primaryWidth
    radius: height / 2
    color: Theme.sunken
    border.width: Theme.sunlight ? 1 : 0
    border.color: Theme.line
    Accessible.role: Accessible.ProgressBar
    Accessible.name: name + " " + Math.round(Math.max(0, Math.min(1, fraction)) * 100) + " %"

    Rectangle {
        width: Math.max(fractionShown > 0 ? parent.height * 2 : 0, parent.width * fractionShown)
        readonly property real fractionShown: Math.max(0, Math.min(1, meter.fraction))
        height: parent.height
        radius: height / 2
        color: meter.ink
    }
}
