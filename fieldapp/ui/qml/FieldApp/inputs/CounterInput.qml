import QtQuick
import QtQuick.Layouts
import FieldApp

// A count (`counter`): one less, the number, one more. Held down, a button goes on counting; the number can be typed.
InputFrame {
    id: input

    // Counted from what stands there, also where it was not stored yet.
    property int pending: value === "" ? 0 : Number(value)
    onValueChanged: pending = value === "" ? 0 : Number(value)

    entry: number.field

    function count(by: int): void {
        pending = Math.max(0, pending + by);
        edited(String(pending));
    }

    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sidePane
        StepButton {
            objectName: "less"
            iconName: "remove"
            text: input.spoken(qsTr("One less"))
            enabled: !input.readOnly && input.pending > 0
            Layout.alignment: Qt.AlignTop
            Layout.preferredHeight: number.field.height
            onClicked: input.count(-1)
        }
        NumberEntry {
            id: number
            input: input
            wrong: limits.out
            Layout.fillWidth: true
        }
        StepButton {
            objectName: "more"
            iconName: "add"
            text: input.spoken(qsTr("One more"))
            enabled: !input.readOnly
            Layout.alignment: Qt.AlignTop
            Layout.preferredHeight: number.field.height
            onClicked: input.count(1)
        }
    }
    LimitLine {
        id: limits
        limitText: input.limitText
        limitState: input.limitState
    }
}
