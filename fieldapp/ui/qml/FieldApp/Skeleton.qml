import QtQuick
import FieldApp

// The first frame and every wait: where things will stand, without words and without movement.
Item {
    id: skeleton

    component Block: Rectangle {
        radius: Theme.radiusControl
        color: Theme.sunken
    }

    Item {
        width: Theme.compact ? parent.width : Theme.listPane
        height: parent.height
        Block { x: Theme.margin; y: Theme.gap24; width: Theme.primaryWidth / 2; height: Theme.gap32 }
        Column {
            x: Theme.margin
            y: Theme.header + Theme.gap16
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap24
            Repeater {
                model: 4
                Block { width: parent.width; height: Theme.rowOrder }
            }
        }
    }
    Rectangle {
        visible: !Theme.compact
        x: Theme.listPane
        width: parent.width - x
        height: parent.height
        color: Theme.surface
        Block { x: Theme.margin; y: Theme.gap24; width: Theme.primaryWidth; height: Theme.gap32 }
        Block { x: Theme.margin; y: Theme.header + Theme.gap8; width: parent.width - 2 * Theme.margin; height: Theme.rowOrder }
    }
}
