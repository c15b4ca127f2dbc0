pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// The box to aim at: four corners.
Item {
    id: box

    property int arm: Theme.gap40
    property int thickness: Theme.gap4

    Repeater {
        model: 4
        Item {
            id: corner
            required property int index
            readonly property bool far: index % 2 === 1
            readonly property bool low: index > 1
            x: far ? box.width - box.arm : 0
            y: low ? box.height - box.arm : 0
            width: box.arm
            height: box.arm
            Rectangle {
                y: corner.low ? parent.height - box.thickness : 0
                width: parent.width
                height: box.thickness
                color: Theme.border
            }
            Rectangle {
                x: corner.far ? parent.width - box.thickness : 0
                width: box.thickness
                height: parent.height
                color: Theme.border
            }
        }
    }
}
