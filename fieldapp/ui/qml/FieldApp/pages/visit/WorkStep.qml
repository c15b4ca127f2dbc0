pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The work: instruction left, readings and parts in the middle, evidence right (SITE-3, SITE-4).
Item {
    id: step

    required property VisitViewModel vm

    WorkInstruction {
        id: instruction
        visible: !Theme.compact
        form: step.vm.form
        width: visible ? Theme.timeColumn + 200 : 0
        height: parent.height
    }
    Flickable {
        anchors.left: instruction.right
        anchors.right: evidence.left
        height: parent.height
        contentHeight: middle.implicitHeight + 2 * Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: middle
            x: Theme.margin
            y: Theme.gap24
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap16
            AppLabel {
                text: step.vm.facts.stepTitle
                size: Theme.title
                strong: true
            }
            GateNotices {
                Layout.fillWidth: true
                gates: step.vm.gates
            }
            QuestionColumn {
                visible: Theme.compact
                Layout.fillWidth: true
                form: step.vm.form
                questions: step.vm.form.checks
            }
            QuestionColumn {
                Layout.fillWidth: true
                form: step.vm.form
                questions: step.vm.form.readings
                leastColumn: 200
            }
            PartLines {
                Layout.fillWidth: true
                vm: step.vm
            }
            Loader {
                Layout.fillWidth: true
                active: Theme.compact
                visible: active
                sourceComponent: proofs
            }
        }
    }
    Rectangle {
        id: evidence
        visible: !Theme.compact
        anchors.right: parent.right
        width: visible ? Theme.sidePane - Theme.gap40 : 0
        height: parent.height
        color: Theme.surface
        Loader {
            active: evidence.visible
            anchors.fill: parent
            anchors.topMargin: Theme.gap24
            anchors.rightMargin: Theme.gap24
            sourceComponent: proofs
        }
    }
    Component {
        id: proofs
        WorkEvidence { vm: step.vm }
    }
}
