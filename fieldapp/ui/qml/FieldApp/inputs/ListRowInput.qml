pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// One row of a grid of questions with the same answers (`table-list`): its title left, a mark under each answer's head.
// Where the grid has no room, the answers stand under the title with their words.
InputFrame {
    id: input

    readonly property ListGrid measures: ListGrid {
        width: input.width
        count: input.choices.length
    }

    entry: measures.narrow ? segments : cells
    showTitle: measures.narrow

    SegmentedChoice {
        id: segments
        visible: input.measures.narrow && implicitWidth <= input.width
        choices: input.choices
        value: input.value
        clearable: !input.required
        readOnly: input.readOnly
        wrong: input.error !== ""
        onPicked: value => input.edited(value)
    }
    ColumnLayout {
        visible: input.measures.narrow && !segments.visible
        spacing: Theme.gap8
        Layout.fillWidth: true
        Repeater {
            model: input.measures.narrow && segments.implicitWidth > input.width ? input.choices : []
            OptionCard {
                required property var modelData
                objectName: "choice_" + modelData.value
                text: modelData.label
                radio: true
                checked: input.value === modelData.value
                readOnly: input.readOnly
                Layout.fillWidth: true
                onClicked: input.edited(checked && !input.required ? "" : modelData.value)
            }
        }
    }
    RowLayout {
        id: cells
        visible: !input.measures.narrow
        spacing: 0
        Layout.fillWidth: true
        AppLabel {
            text: input.title
            medium: true
            Layout.fillWidth: true
        }
        Repeater {
            model: input.measures.narrow ? [] : input.choices
            T.AbstractButton {
                id: cell
                required property var modelData
                readonly property bool chosen: input.value === modelData.value
                objectName: "choice_" + modelData.value
                text: modelData.label
                enabled: !input.readOnly
                focusPolicy: Qt.StrongFocus
                implicitHeight: Theme.target
                implicitWidth: input.measures.cell
                Accessible.role: Accessible.RadioButton
                Accessible.name: input.spoken(text)
                Accessible.checkable: true
                Accessible.checked: chosen
                // Said once more: a button that completes tells its own state, and these are chosen by their answer.
                Component.onCompleted: {
                    Accessible.checkable = true;
                    Accessible.checked = Qt.binding(() => chosen);
                }
                Accessible.onPressAction: click()
                Keys.onReturnPressed: click()
                Keys.onEnterPressed: click()
                onClicked: input.edited(chosen && !input.required ? "" : modelData.value)
                background: Rectangle {
                    radius: Theme.radiusControl
                    color: cell.chosen ? Theme.primarySoft : cell.down ? Theme.pressed : "transparent"
                    FocusRing { shown: cell.visualFocus; anchors.margins: 0 }
                }
                contentItem: Item {
                    RadioMark {
                        anchors.centerIn: parent
                        checked: cell.chosen
                    }
                }
            }
        }
    }
    Hairline { Layout.fillWidth: true }
}
