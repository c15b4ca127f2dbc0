import QtQuick
import FieldApp

// A control under its name.
Column {
    id: specimen

    property string title
    default property alias content: body.data

    spacing: Theme.gap8
    width: parent?.width ?? implicitWidth

    AppLabel {
        width: parent.width
        text: specimen.title
        size: Theme.caption
        quiet: true
    }
    Item {
        id: body
        width: parent.width
        implicitHeight: childrenRect.height
    }
}
