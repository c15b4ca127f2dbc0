pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What is missing or doubtful, one by one, each with its question and its ways out (ACC-2, ACC-3).
Flickable {
    id: step

    required property VisitViewModel vm
    readonly property PreparationViewModel prepare: vm.prepare

    contentHeight: column.implicitHeight + 2 * Theme.gap24
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    ColumnLayout {
        id: column
        x: Theme.margin
        y: Theme.gap24
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sheetWidth * 1.5)
        spacing: Theme.gap16

        SectionTitle {
            objectName: "acceptTitle"
            Layout.fillWidth: true
            text: step.prepare.doubtCount === 0 ? qsTr("Nothing is missing") : qsTr("To be asked")
            count: step.prepare.doubtCount === 0 ? "" : step.prepare.doubtCount
            note: step.prepare.doubtCount === 0 ? "" : qsTr("Dispatcher first, then the customer")
        }
        Repeater {
            model: step.prepare.doubts
            DoubtCard {
                Layout.fillWidth: true
                onDispatcherAsked: step.prepare.askDispatcher(kind)
                onFillAsked: step.prepare.fillIn(kind)
                onOfferTaken: step.prepare.takeOffer(kind)
            }
        }
        QuietButton {
            objectName: "unreachable"
            visible: step.vm.mayPassGate && step.prepare.doubtCount > 0
            iconName: "phone_missed"
            text: qsTr("Customer unreachable: go on without")
            onClicked: step.vm.passGate(step.prepare.unreachable)
        }
        QuestionColumn {
            id: questions
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap8
            form: step.vm.form
            questions: step.vm.form.questions
            scroller: step
        }
    }
    Component.onCompleted: Qt.callLater(questions.showField)
}
