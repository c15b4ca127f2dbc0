pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Ticks of the standard bag: the five courtesy items as a group of their own, or all the others (KIT-4).
ColumnLayout {
    id: group

    required property FormFilling form
    required property bool five

    spacing: Theme.gap8

    AppLabel {
        visible: group.five
        text: qsTr("Five courtesies")
        medium: true
        quiet: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    GridLayout {
        Layout.fillWidth: true
        columns: width >= 560 * Theme.textScale ? 2 : 1
        columnSpacing: Theme.gap12
        rowSpacing: Theme.gap8
        uniformCellWidths: true
        Repeater {
            model: group.form.checks
            CheckCard {
                required property string name
                required property string title
                required hint
                required property string value
                required property bool mandatory
                required property var attributes
                required readOnly
                objectName: "check-" + name
                visible: (attributes["tag"] === "five") === group.five
                Layout.fillWidth: true
                text: title
                wanted: mandatory
                checked: value === "OK"
                tag: mandatory && !checked ? qsTr("Must have") : ""
                onClicked: group.form.answer(name, checked ? "" : "OK")
            }
        }
    }
}
