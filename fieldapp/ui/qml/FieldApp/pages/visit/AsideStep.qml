pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// A step whose questions are answered with the record beside them: counting the bag, explaining what was done.
Item {
    id: step

    required property VisitViewModel vm

    Flickable {
        id: left
        width: parent.width - right.width
        height: parent.height
        contentHeight: column.implicitHeight + 2 * Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: column
            x: Theme.margin
            y: Theme.gap24
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap24
            AppLabel {
                text: step.vm.facts.stepTitle
                size: Theme.title
                strong: true
            }
            GateNotices {
                Layout.fillWidth: true
                gates: step.vm.gates
            }
            Loader {
                Layout.fillWidth: true
                active: Theme.compact
                visible: active
                sourceComponent: told
            }
            QuestionColumn {
                id: questions
                Layout.fillWidth: true
                form: step.vm.form
                questions: step.vm.form.questions
                scroller: left
            }
        }
    }
    Rectangle {
        id: right
        visible: !Theme.compact
        anchors.right: parent.right
        width: visible ? Theme.evidencePane : 0
        height: parent.height
        color: Theme.background
        Hairline { height: parent.height; width: Theme.hairline }
        Flickable {
            anchors.fill: parent
            contentHeight: beside.height + 2 * Theme.gap24
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            Loader {
                id: beside
                x: Theme.gap24
                y: Theme.gap24
                width: parent.width - 2 * Theme.gap24
                active: right.visible
                sourceComponent: told
            }
        }
    }
    Component {
        id: told
        SiteRecord {
            vm: step.vm
            counting: step.vm.current === "clean"
        }
    }
    Component.onCompleted: questions.showField()
}
