import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Who, what, which level, the clock that matters now; below it the stepper of the whole process.
Rectangle {
    id: header

    required property VisitViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property bool leaving: vm.departure.counting && vm.departure.state !== "neutral"
    readonly property string pace: leaving ? vm.departure.state : vm.facts.clockState
    readonly property color ink: pace === "red" ? Theme.danger : pace === "amber" ? Theme.warning : Theme.textSecondary

    implicitHeight: column.implicitHeight
    color: Theme.surface

    ColumnLayout {
        id: column
        width: parent.width
        spacing: 0
        PageHeader {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.header
            Layout.leftMargin: Theme.gap16
            Layout.rightMargin: Theme.margin
            back: true
            title: header.vm.facts.name
            subtitle: [Theme.compact ? header.vm.facts.differencesText : "", header.vm.facts.product, header.vm.facts.numberText,
                Theme.compact ? clock.text : ""].filter(part => part !== "").join("·")
            onBackPressed: header.navigator.back()
            level: flanked ? 0 : header.vm.facts.level
            flanked: !Theme.compact
            beside: [
                SeverityBadge {
                    objectName: "headerLevel"
                    visible: header.vm.facts.level > 0
                    level: Math.max(1, header.vm.facts.level)
                },
                QuietButton {
                    objectName: "headerDifferences"
                    visible: text !== ""
                    text: header.vm.facts.differencesText
                    ink: Theme.warning
                    size: Theme.body
                    onClicked: header.navigator.open("order", header.vm.facts.orderId)
                },
                RowLayout {
                    visible: clock.text !== ""
                    spacing: Theme.gap8
                    AppIcon {
                        name: header.leaving ? "directions_car" : "timer"
                        size: Theme.iconLine
                        tint: header.ink
                    }
                    AppLabel {
                        id: clock
                        objectName: "headerClock"
                        text: header.leaving ? header.vm.departure.line : header.vm.facts.clockText
                        medium: true
                        color: header.ink
                        wrapMode: Text.NoWrap
                    }
                }
            ]
            HeaderActions {
                shell: header.shell
                navigator: header.navigator
            }
        }
        Stepper {
            objectName: "stepper"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap16
            Layout.rightMargin: Theme.gap16
            nodes: Theme.compact ? header.vm.facts.groupedSteps : header.vm.facts.steps
            onPicked: step => header.vm.openStep(step)
        }
        Hairline { Layout.fillWidth: true }
    }
}
