pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// The head of a grid of questions: the words of the answers, once for all rows below. It asks nothing itself.
InputFrame {
    id: input

    readonly property ListGrid measures: ListGrid {
        width: input.width
        count: input.choices.length
    }

    showTitle: false

    RowLayout {
        visible: !input.measures.narrow
        spacing: 0
        Layout.fillWidth: true
        AppLabel {
            text: input.title
            medium: true
            Layout.fillWidth: true
        }
        Repeater {
            model: input.choices
            AppLabel {
                required property var modelData
                text: modelData.label
                size: Theme.caption
                medium: true
                quiet: true
                horizontalAlignment: Text.AlignHCenter
                Layout.preferredWidth: input.measures.cell
                Layout.maximumWidth: input.measures.cell
            }
        }
    }
}
