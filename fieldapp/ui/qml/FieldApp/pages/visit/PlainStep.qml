pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// A step without a page of its own: its title, what stands in the way, then its questions.
Flickable {
    id: step
    objectName: "plainStep"

    required property VisitViewModel vm
    required property Navigator navigator

    contentHeight: column.implicitHeight + 2 * Theme.gap24
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    ColumnLayout {
        id: column
        x: Theme.margin
        y: Theme.gap24
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sheetWidth * 1.5)
        spacing: Theme.gap24

        AppLabel {
            text: step.vm.facts.stepTitle
            size: Theme.title
            strong: true
        }
        NoticeBar {
            objectName: "punctuality"
            visible: step.vm.facts.layout === "arrive" && text !== ""
            Layout.fillWidth: true
            text: step.vm.departure.arrivalWords
            tone: step.vm.departure.arrivalState === "red" ? Tag.Danger
                : step.vm.departure.arrivalState === "amber" ? Tag.Warning : Tag.Success
        }
        NoticeBar {
            objectName: "centreAnswer"
            visible: text !== ""
            Layout.fillWidth: true
            text: step.vm.contact.centreText
            detail: qsTr("The visit was refused; close it as refused, or wait for the centre")
        }
        GateNotices {
            Layout.fillWidth: true
            gates: step.vm.gates
        }
        FoundHere { step: step; atItsStep: false }
        NoticeBar {
            objectName: "customerSigns"
            visible: step.vm.signs
            Layout.fillWidth: true
            iconName: "draw"
            text: step.vm.stepDone ? qsTr("Said and signed by the customer") : qsTr("The customer rates and signs on a page of his own")
            detail: step.vm.stepDone ? "" : qsTr("Press the button, turn the tablet round")
        }
        QuestionColumn {
            id: questions
            // What the customer says comes from his own page alone (REP-9).
            visible: !step.vm.signs || step.vm.stepDone
            enabled: !step.vm.signs
            Layout.fillWidth: true
            form: step.vm.form
            questions: step.vm.form.questions
            scroller: step
            remarkedQuestion: step.vm.facts.comparedField
            remark: step.vm.facts.comparedText
            remarkTone: step.vm.facts.comparedSame ? Tag.Success : Tag.Warning
        }
        FoundHere { step: step; atItsStep: true }
    }
    Component.onCompleted: questions.showField()
}
