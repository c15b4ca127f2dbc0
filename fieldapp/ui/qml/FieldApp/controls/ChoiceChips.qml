pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// One of a few short answers under a small heading, each as wide as its words; they break into lines.
ColumnLayout {
    id: group

    property string title
    // Each: { value, label }
    property list<var> choices
    property string value
    signal picked(string value)

    spacing: Theme.gap8
    AppLabel {
        text: group.title
        size: Theme.caption
        medium: true
        quiet: true
        Layout.fillWidth: true
    }
    Flow {
        id: chips
        spacing: Theme.gap8
        Layout.fillWidth: true
        Repeater {
            model: group.choices
            OptionCard {
                required property var modelData
                objectName: "choice_" + modelData.value
                width: Math.min(implicitWidth, chips.width)
                text: modelData.label
                checked: group.value === modelData.value
                onClicked: group.picked(modelData.value)
            }
        }
    }
}
