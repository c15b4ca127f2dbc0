pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// A number by hand: a field, and large keys for gloves; a keyboard types into the same field.
FocusScope {
    id: entry

    property string ask
    property bool asksOld: false
    signal entered(string text)
    signal noOld

    readonly property list<string> rows: ["1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM./"]

    function begin(): void { field.forceActiveFocus() }
    function clear(): void { field.clear() }
    function take(): void {
        if (field.text.trim() !== "")
            entered(field.text);
        field.clear();
        field.forceActiveFocus();
    }

    implicitHeight: column.implicitHeight + Theme.gap16

    ColumnLayout {
        id: column
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        spacing: Theme.gap8
        RowLayout {
            spacing: Theme.gap8
            TextEntry {
                id: field
                objectName: "scanField"
                focus: true
                iconName: "keyboard"
                placeholderText: entry.ask
                name: qsTr("Number on the label")
                inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhPreferUppercase | Qt.ImhLatinOnly
                maximumLength: 200
                Layout.fillWidth: true
                onAccepted: entry.take()
            }
            IconButton {
                objectName: "scanErase"
                tinted: false
                iconName: "backspace"
                text: qsTr("Delete")
                focusPolicy: Qt.NoFocus
                onClicked: field.remove(Math.max(field.cursorPosition - 1, 0), field.cursorPosition)
            }
            IconButton {
                objectName: "scanEnter"
                iconName: "check"
                text: qsTr("Take this number")
                focusPolicy: Qt.NoFocus
                onClicked: entry.take()
            }
        }
        Repeater {
            model: entry.rows
            RowLayout {
                id: line
                required property string modelData
                spacing: Theme.gap4
                Repeater {
                    model: line.modelData.split("")
                    HandKey {
                        onClicked: field.insert(field.cursorPosition, modelData)
                    }
                }
            }
        }
        QuietButton {
            objectName: "scanNoOld"
            visible: entry.asksOld
            accent: true
            text: qsTr("No old part comes out")
            focusPolicy: Qt.NoFocus
            Layout.alignment: Qt.AlignHCenter
            onClicked: entry.noOld()
        }
    }
}
