import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What is not in the bag: a reason and a way out (KIT-2).
SideSheet {
    id: sheet

    required property VisitViewModel vm

    onClosed: open = false

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.bottomMargin: Theme.bottomBar + Theme.gap16
        spacing: Theme.gap24
        SheetHeader {
            Layout.fillWidth: true
            title: qsTr("Missing items")
            subtitle: sheet.vm.form.lacking === "" ? "" : qsTr("Without %1 there is no departure").arg(sheet.vm.form.lacking)
            onClosed: sheet.closed()
        }
        QuestionColumn {
            Layout.fillWidth: true
            form: sheet.vm.form
            questions: sheet.vm.form.rest
            mostColumns: 1
        }
        Item { Layout.fillHeight: true }
    }
    BottomActionBar {
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
