pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// Short texts below each other, each with its name above; every stroke is told, so that the button knows at once.
ColumnLayout {
    id: group

    // Each: { field, label }
    property list<var> entries
    signal typed(string field, string text)

    spacing: Theme.gap8
    Repeater {
        model: group.entries
        TextEntry {
            required property var modelData
            objectName: "new-" + modelData.field
            name: modelData.label
            placeholderText: modelData.label
            Layout.fillWidth: true
            onTextEdited: group.typed(modelData.field, text)
        }
    }
}
