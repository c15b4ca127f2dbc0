pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What is not in the bag: a reason and a way out (KIT-2).
SideSheet {
    id: sheet

    required property VisitViewModel vm
    // Whether something is missing, on the standard list or of what the order adds.
    required property bool possible

    function tickRest(): void {
        vm.form.tickRest();
        vm.bag.tickRest();
    }
    onClosed: open = false

    SheetHeader {
        id: head
        x: Theme.margin
        y: Theme.margin
        width: parent.width - 2 * Theme.margin
        title: qsTr("Missing items")
        subtitle: sheet.vm.form.lacking === "" ? "" : qsTr("Without %1 there is no departure").arg(sheet.vm.form.lacking)
        onClosed: sheet.closed()
    }
    Flickable {
        id: asked
        objectName: "missingQuestions"
        anchors.top: head.bottom
        anchors.bottom: foot.top
        width: parent.width
        contentHeight: named.height + Theme.gap24 + column.implicitHeight + 2 * Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: named
            x: Theme.margin
            y: Theme.gap24
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap8
            Repeater {
                model: sheet.vm.form.checks
                MissingLine {
                    required property string title
                    required property string value
                    visible: value !== "OK"
                    text: title
                }
            }
            Repeater {
                model: sheet.vm.bag.needs
                MissingLine {
                    required property string need
                    required property string title
                    required property string proof
                    required property string proofWord
                    required property bool checked
                    objectName: "missing-" + need
                    visible: !checked
                    text: title
                    wayOut: proof === "requested" ? proofWord : ""
                }
            }
        }
        QuestionColumn {
            id: column
            x: Theme.margin
            y: named.y + named.height + Theme.gap24
            width: parent.width - 2 * Theme.margin
            form: sheet.vm.form
            questions: sheet.vm.form.rest
            mostColumns: 1
            marksOptional: false
            scroller: asked
        }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "missingDone"
        primaryText: qsTr("Done")
        onPrimary: sheet.closed()
        QuietButton {
            text: qsTr("All others are there")
            onClicked: sheet.tickRest()
        }
    }
}
