pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The call: number and sentence left, readable at arm's length; eight outcomes right, each naming what it leads to.
Flickable {
    id: step

    required property VisitViewModel vm
    readonly property CallFacts call: vm.call

    contentHeight: Math.max(grid.implicitHeight, height)
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    Rectangle {
        visible: !Theme.compact
        width: Theme.evidencePane
        height: parent.height
        color: Theme.background
        Hairline { x: parent.width - width; height: parent.height }
    }
    GridLayout {
        id: grid
        width: parent.width
        columns: Theme.compact ? 1 : 2
        columnSpacing: 0
        rowSpacing: 0
        CallSheet {
            call: step.call
            contact: step.vm.contact
            Layout.preferredWidth: Theme.compact ? step.width : Theme.evidencePane
            Layout.maximumWidth: Theme.compact ? step.width : Theme.evidencePane
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            Layout.margins: Theme.margin
            Layout.leftMargin: Theme.marginWide
            Layout.rightMargin: Theme.marginWide
            spacing: Theme.gap16
            WaitingCall {
                objectName: "waitingCall"
                Layout.fillWidth: true
                contact: step.vm.contact
            }
            SectionTitle {
                Layout.fillWidth: true
                text: step.vm.contact.waiting ? qsTr("Solved by phone") : qsTr("How it ended")
                note: step.call.callCount
            }
            Repeater {
                model: step.vm.form.rest
                Loader {
                    id: question
                    required property string name
                    required property string value
                    required property var choices
                    required property bool readOnly
                    required property int index
                    Layout.fillWidth: true
                    active: name === "outcome" && !step.vm.contact.waiting
                    visible: active
                    sourceComponent: GridLayout {
                        columns: question.width >= 440 * Theme.textScale ? 2 : 1
                        columnSpacing: Theme.gap12
                        rowSpacing: Theme.gap12
                        uniformCellWidths: true
                        Repeater {
                            model: question.choices
                            OptionCard {
                                required property var modelData
                                objectName: "outcome-" + modelData.value
                                Layout.fillWidth: true
                                text: modelData.label
                                hint: step.call.outcomeHints[modelData.value] ?? ""
                                iconName: modelData.icon
                                checked: question.value === modelData.value
                                readOnly: question.readOnly
                                onClicked: step.vm.form.answer("outcome", modelData.value)
                            }
                        }
                    }
                }
            }
            NoticeBar {
                objectName: "callNext"
                visible: step.call.callNext !== "" && !step.vm.contact.waiting
                Layout.fillWidth: true
                iconName: "arrow_forward"
                text: step.call.callNext
                detail: qsTr("The centre sees this call with the next sync")
            }
            Repeater {
                id: others
                model: step.vm.form.questions
                QuestionEditor {
                    required property bool wide
                    form: step.vm.form
                    visible: name !== "outcome"
                    active: visible
                    Layout.fillWidth: true
                }
            }
        }
    }

    // What is missing may stand below the outcomes.
    FieldSeeker {
        form: step.vm.form
        questions: step.vm.form.questions
        editors: others
        scroller: step
    }
}
