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
        onHelpAsked: step.vm.message.askForHelp()
        width: visible ? Theme.timeColumn + 200 : 0
        height: parent.height
    }
    Flickable {
        id: middle
        objectName: "workMiddle"
        anchors.left: instruction.right
        anchors.right: evidence.left
        height: parent.height
        contentHeight: column.implicitHeight + 2 * Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: column
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
                id: ticks
                visible: Theme.compact
                scroller: middle
                Layout.fillWidth: true
                form: step.vm.form
                questions: step.vm.form.checks
            }
            QuestionColumn {
                id: readings
                scroller: middle
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
        Flickable {
            id: beside
            objectName: "evidence"
            anchors.fill: parent
            contentHeight: held.implicitHeight + 2 * Theme.gap24
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            Loader {
                id: held
                y: Theme.gap24
                width: parent.width - Theme.gap24
                active: evidence.visible
                sourceComponent: proofs
            }
        }
    }
    Component {
        id: proofs
        WorkEvidence {
            vm: step.vm
            scroller: Theme.compact ? middle : beside
            Component.onCompleted: showField()
        }
    }
    Component.onCompleted: {
        ticks.showField();
        readings.showField();
    }
}
