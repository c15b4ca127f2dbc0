import QtQuick
import FieldApp
import FieldApp.ViewModels

// What is not in the bag: a reason and a way out (KIT-2).
SideSheet {
    id: sheet

    required property VisitViewModel vm

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
        contentHeight: column.implicitHeight + 2 * Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        QuestionColumn {
            id: column
            x: Theme.margin
            y: Theme.gap24
            width: parent.width - 2 * Theme.margin
            form: sheet.vm.form
            questions: sheet.vm.form.rest
            mostColumns: 1
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
            onClicked: sheet.vm.form.tickRest()
        }
    }
}
