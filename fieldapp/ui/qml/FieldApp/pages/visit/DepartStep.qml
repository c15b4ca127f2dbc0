pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// When to leave: the countdown, one bar to scale, where the time comes from and how sure it is (DEP-1 to DEP-3).
Flickable {
    id: step

    required property VisitViewModel vm
    readonly property DepartureViewModel plan: vm.departure
    readonly property bool arrived: !plan.driving && plan.arrivalWords !== ""
    readonly property color ink: plan.state === "red" ? Theme.danger : plan.state === "amber" ? Theme.warning : Theme.text

    contentHeight: column.implicitHeight + 2 * Theme.gap24
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    ColumnLayout {
        id: column
        x: Theme.compact ? Theme.margin : Theme.gap40
        y: Theme.gap24
        width: parent.width - 2 * x
        spacing: Theme.gap24

        GridLayout {
            Layout.fillWidth: true
            columns: Theme.compact ? 1 : 2
            Row {
                spacing: Theme.gap16
                Layout.fillWidth: true
                AppLabel {
                    id: figure
                    objectName: "departure"
                    visible: text !== ""
                    text: step.plan.counting ? step.plan.figure : ""
                    size: Theme.departure
                    strong: true
                    color: step.ink
                    lineHeight: Math.round(size * 1.1)
                    wrapMode: Text.NoWrap
                }
                AppLabel {
                    anchors.baseline: figure.visible ? figure.baseline : undefined
                    objectName: "departTitle"
                    text: step.plan.counting ? step.plan.unit : step.plan.here ? step.plan.sourceTitle
                        : step.arrived ? step.plan.arrivalWords : qsTr("On the way")
                    size: step.arrived ? Theme.title : Theme.figure
                    strong: true
                    color: step.plan.counting ? step.ink : Theme.text
                    wrapMode: step.arrived ? Text.Wrap : Text.NoWrap
                    Layout.fillWidth: step.arrived
                }
            }
            ColumnLayout {
                spacing: 0
                AppLabel {
                    text: step.vm.facts.address
                    size: Theme.row
                    Layout.fillWidth: true
                    horizontalAlignment: Theme.compact ? Text.AlignLeft : Text.AlignRight
                }
                AppLabel {
                    text: [step.plan.distanceText, step.vm.facts.access].filter(part => part !== "").join("·")
                    quiet: true
                    Layout.fillWidth: true
                    horizontalAlignment: Theme.compact ? Text.AlignLeft : Text.AlignRight
                }
                QuietButton {
                    objectName: "navigate"
                    visible: step.vm.way.known
                    iconName: "navigation"
                    trailing: !Theme.compact
                    text: qsTr("Navigate")
                    Layout.alignment: Theme.compact ? Qt.AlignLeft : Qt.AlignRight
                    onClicked: {
                        // A tablet without a map says no: then the phone gets the way.
                        if (!Qt.openUrlExternally(step.vm.way.link))
                            step.vm.contact.ask("way");
                    }
                }
            }
        }
        NoticeBar {
            objectName: "mustMove"
            visible: step.vm.contact.mustMove
            Layout.fillWidth: true
            tone: Tag.Warning
            text: qsTr("The promised time cannot be kept any more")
            detail: qsTr("Apologise, explain, agree on another time before leaving")
            actionText: qsTr("Another time")
            actionName: "moveNow"
            onAction: step.vm.contact.ask("move")
        }
        DepartureDiagram {
            visible: !step.plan.here
            Layout.fillWidth: true
            preparation: step.plan.counting ? step.plan.prepareMinutes : 0
            travel: step.plan.travelMinutes
            buffer: step.plan.bufferMinutes
            early: step.plan.earlyMinutes
            nowTime: step.plan.nowText
            leaveTime: step.plan.leaveText
            arriveTime: step.plan.arriveText
            appointmentTime: step.plan.appointmentText
        }
        AppLabel {
            objectName: "decision"
            visible: step.plan.counting
            text: step.plan.decideText
            quiet: true
            Layout.fillWidth: true
            Layout.topMargin: -Theme.gap16
        }
        Hairline {
            visible: !step.plan.here
            Layout.fillWidth: true
        }
        DepartFacts {
            visible: !step.plan.here
            Layout.fillWidth: true
            plan: step.plan
            way: step.vm.way
        }
        Hairline {
            visible: step.plan.counting
            Layout.fillWidth: true
        }
        FactRow {
            objectName: "confirmedRow"
            visible: step.plan.counting
            line: false
            Layout.fillWidth: true
            Layout.topMargin: -Theme.gap16
            Layout.bottomMargin: -Theme.gap16
            labelWidth: Theme.labelColumn + Theme.gap40
            label: qsTr("Confirmed again")
            text: step.vm.contact.confirmedText === "" ? qsTr("Not yet") : step.vm.contact.confirmedText
            QuietButton {
                objectName: "confirmAgain"
                trailing: true
                size: Theme.body
                text: qsTr("Call or write")
                onClicked: step.vm.contact.ask("confirm")
            }
        }
        Hairline {
            visible: step.plan.counting
            Layout.fillWidth: true
        }
        GateNotices {
            Layout.fillWidth: true
            gates: step.vm.gates
        }
        QuestionColumn {
            id: questions
            Layout.fillWidth: true
            form: step.vm.form
            questions: step.vm.form.questions
            scroller: step
        }
    }
}
