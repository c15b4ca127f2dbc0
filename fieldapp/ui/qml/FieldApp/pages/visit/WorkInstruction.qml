pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// The steps of the instruction: pressed when done, pressed again when not.
Rectangle {
    id: pane

    required property FormFilling form
    signal helpAsked
    color: Theme.background

    Hairline { x: parent.width - width; height: parent.height }
    SectionTitle {
        id: heading
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        height: Theme.tabs
        text: qsTr("Instruction")
        note: pane.form.checkedText
    }
    // What is missing may be a tick further down.
    Connections {
        target: pane.form
        function onFieldAsked() {
            const place = pane.form.checks.find(pane.form.field);
            if (place >= 0)
                list.positionViewAtIndex(place, ListView.Contain);
        }
    }
    RowList {
        id: list
        objectName: "instruction"
        anchors.top: heading.bottom
        anchors.bottom: help.top
        width: parent.width - Theme.hairline
        model: pane.form.checks
        delegate: Item {
            id: line
            required property string name
            required property string title
            required property string hint
            required property string value
            required property string error
            required property bool readOnly
            width: ListView.view.width
            height: Math.max(Theme.rowTwoLines, check.implicitHeight)
            CheckCard {
                id: check
                objectName: "check-" + line.name
                anchors.fill: parent
                anchors.leftMargin: Theme.margin
                framed: false
                text: line.title
                hint: line.hint
                checked: line.value === "OK"
                wanted: line.error !== ""
                readOnly: line.readOnly
                onClicked: pane.form.answer(line.name, checked ? "" : "OK")
            }
        }
    }    QuietButton {
        id: help
        objectName: "askForHelp"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap8
        x: Theme.margin - Theme.gap4
        iconName: "help-fill"
        text: qsTr("Ask for help")
        accent: true
        onClicked: pane.helpAsked()
    }
}
