import QtQuick
import QtQuick.Layouts
import FieldApp

// One thing that is not in the bag, and the way out that is under way for it.
RowLayout {
    id: line

    required property string text
    property string wayOut

    Layout.fillWidth: true
    spacing: Theme.gap8

    AppIcon {
        name: line.wayOut !== "" ? "schedule" : "error-fill"
        size: Theme.iconLine
        tint: Theme.warning
    }
    AppLabel {
        text: line.text
        Layout.fillWidth: true
    }
    Tag {
        visible: line.wayOut !== ""
        text: line.wayOut
        tone: Tag.Warning
    }
}
