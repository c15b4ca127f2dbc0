pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// A scale: the answers in their order on one line, each with its words below; too narrow, they stand under each other.
InputFrame {
    id: input

    readonly property bool stacked: width < choices.length * Theme.keyWidth * 0.8 * Theme.textScale

    entry: scale

    NothingToChoose { visible: input.choices.length === 0 }
    GridLayout {
        id: scale
        columns: input.stacked ? 1 : Math.max(1, input.choices.length)
        columnSpacing: 0
        rowSpacing: 0
        uniformCellWidths: true
        Layout.fillWidth: true
        Repeater {
            id: marks
            model: input.choices
            T.AbstractButton {
                id: point
                required property var modelData
                required property int index
                readonly property bool chosen: input.value === modelData.value
                objectName: "choice_" + modelData.value
                text: modelData.label
                enabled: !input.readOnly
                focusPolicy: Qt.StrongFocus
                implicitHeight: Math.max(Theme.target, input.stacked ? words.implicitHeight + Theme.gap16
                    : Theme.gap8 + Theme.radio + Theme.gap4 + words.implicitHeight + Theme.gap8)
                Layout.fillWidth: true
                Layout.fillHeight: true
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
                background: Item {
                    Rectangle {
                        anchors.fill: parent
                        anchors.margins: 2
                        radius: Theme.radiusControl
                        color: point.chosen ? Theme.primarySoft : point.down ? Theme.pressed : "transparent"
                        FocusRing { shown: point.visualFocus; anchors.margins: 0 }
                    }
                    Rectangle {
                        visible: !input.stacked
                        x: point.index === 0 ? parent.width / 2 : 0
                        y: Theme.gap8 + Theme.radio / 2 - height / 2
                        width: point.index === 0 || point.index === marks.count - 1 ? parent.width / 2 : parent.width
                        height: Theme.strong
                        color: Theme.line
                    }
                }
                contentItem: Item {
                    RadioMark {
                        id: mark
                        x: input.stacked ? Theme.gap12 : (parent.width - width) / 2
                        y: input.stacked ? (parent.height - height) / 2 : Theme.gap8
                        checked: point.chosen
                    }
                    AppLabel {
                        id: words
                        x: input.stacked ? mark.x + mark.width + Theme.gap16 : Theme.gap4
                        y: input.stacked ? (parent.height - height) / 2 : mark.y + mark.height + Theme.gap4
                        width: parent.width - x - Theme.gap4
                        horizontalAlignment: input.stacked ? Text.AlignLeft : Text.AlignHCenter
                        text: point.text
                        size: input.stacked ? Theme.body : Theme.caption
                        strong: point.chosen
                        color: point.chosen ? Theme.inkOnPrimarySoft : Theme.text
                    }
                }
            }
        }
    }
}
