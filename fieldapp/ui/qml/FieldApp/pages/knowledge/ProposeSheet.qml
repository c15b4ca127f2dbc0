pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The case as the visit recorded it; the words may be mended, one tap sends it to the centre for review (KNO-2).
Item {
    id: sheet

    required property FaultProposalViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property bool ready: vm.loaded && !vm.busy && cause.text.trim() !== "" && measure.text.trim() !== ""
        && symptom.text.trim() !== ""

    Flickable {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.bottomMargin: foot.height
        contentHeight: column.implicitHeight + Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        ColumnLayout {
            id: column
            width: parent.width
            spacing: Theme.gap8
            SheetHeader {
                Layout.fillWidth: true
                title: qsTr("Propose for the library")
                subtitle: sheet.vm.heading
                onClosed: sheet.navigator.closeSheet()
            }
            AppLabel { text: qsTr("Symptom"); quiet: true; Layout.fillWidth: true }
            TextArea {
                id: symptom
                objectName: "proposedSymptom"
                name: qsTr("Symptom")
                text: sheet.vm.symptom
                wrong: sheet.vm.loaded && text.trim() === ""
                Layout.fillWidth: true
            }
            AppLabel { text: qsTr("Cause"); quiet: true; Layout.topMargin: Theme.gap8; Layout.fillWidth: true }
            TextArea {
                id: cause
                objectName: "proposedCause"
                name: qsTr("Cause")
                text: sheet.vm.cause
                wrong: sheet.vm.loaded && text.trim() === ""
                Layout.fillWidth: true
            }
            AppLabel { text: qsTr("Measure"); quiet: true; Layout.topMargin: Theme.gap8; Layout.fillWidth: true }
            TextArea {
                id: measure
                objectName: "proposedMeasure"
                name: qsTr("Measure")
                text: sheet.vm.measure
                wrong: sheet.vm.loaded && text.trim() === ""
                Layout.fillWidth: true
            }
            FactRow {
                visible: sheet.vm.parts !== ""
                Layout.fillWidth: true
                line: false
                label: qsTr("Parts")
                text: sheet.vm.parts
            }
            NoticeBar {
                objectName: "problem"
                visible: sheet.vm.problem !== ""
                Layout.fillWidth: true
                tone: Tag.Warning
                text: sheet.vm.problem
            }
            AppLabel {
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap8
                size: Theme.caption
                quiet: true
                text: qsTr("Goes to the centre with the next sync. Once reviewed it reaches all tablets.")
            }
        }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "sendProposal"
        primaryText: sheet.vm.busy ? qsTr("One moment") : sheet.ready ? qsTr("Send") : qsTr("Fill in all three")
        primaryBlocked: !sheet.ready
        onPrimary: sheet.vm.send(symptom.text, cause.text, measure.text)
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.navigator.closeSheet()
        }
    }
}
