pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Another version of this step's checklist: what becomes of the answers first, then what is different.
SideSheet {
    id: sheet

    required property FormMoveViewModel move

    onClosed: open = false
    onOpenChanged: if (open) move.compare()

    SheetHeader {
        id: head
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        title: sheet.move.isNewer ? qsTr("Newer checklist") : qsTr("Back to the earlier checklist")
        subtitle: sheet.move.versionsText
        onClosed: sheet.closed()
    }
    AppLabel {
        objectName: "comparing"
        visible: !sheet.move.ready
        anchors.top: head.bottom
        anchors.left: head.left
        anchors.right: head.right
        quiet: true
        text: sheet.move.failed ? qsTr("The versions could not be compared. Yours stays as it is.") : qsTr("Comparing the versions …")
    }
    Flickable {
        objectName: "formChanges"
        visible: sheet.move.ready
        anchors.top: head.bottom
        anchors.bottom: foot.top
        width: parent.width
        contentHeight: column.implicitHeight + Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: column
            x: Theme.margin
            y: Theme.gap8
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap24
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.gap8
                SectionTitle {
                    Layout.fillWidth: true
                    text: qsTr("Your answers")
                }
                AppLabel {
                    objectName: "keptAnswers"
                    Layout.fillWidth: true
                    text: sheet.move.keptText
                }
                ToldAnswers {
                    objectName: "droppedAnswers"
                    Layout.fillWidth: true
                    title: qsTr("Set aside")
                    note: qsTr("This version has no place for them. They stay in the record and come back with a version that has.")
                    answers: sheet.move.dropped
                }
                ToldAnswers {
                    objectName: "restoredAnswers"
                    Layout.fillWidth: true
                    title: qsTr("Coming back")
                    note: qsTr("Set aside earlier; this version has a place for them again.")
                    answers: sheet.move.restored
                }
            }
            FormChangeList {
                Layout.fillWidth: true
                move: sheet.move
            }
        }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "moveForm"
        primaryText: sheet.move.isNewer ? qsTr("Use new version") : qsTr("Go back to it")
        primaryBlocked: !sheet.move.ready
        onPrimary: {
            if (!sheet.move.ready)
                return;
            sheet.move.move();
            sheet.open = false;
        }
        QuietButton {
            objectName: "keepForm"
            text: sheet.move.isNewer ? qsTr("Keep this one") : qsTr("Stay here")
            onClicked: {
                sheet.move.keep();
                sheet.closed();
            }
        }
    }
}
