pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The report: the bill and its few questions left, what the customer will read right (REP-1, REP-2).
Item {
    id: step

    required property VisitViewModel vm
    required property ReportViewModel report

    Component.onCompleted: report.show(vm.facts.orderId)

    Flickable {
        id: left
        width: Theme.compact ? parent.width : parent.width - right.width
        height: parent.height
        contentHeight: column.implicitHeight + 2 * Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: column
            x: Theme.marginWide
            y: Theme.gap24
            width: parent.width - 2 * Theme.marginWide
            spacing: Theme.gap24
            GateNotices {
                Layout.fillWidth: true
                gates: step.vm.gates
            }
            FeeTable {
                visible: step.report.loaded
                Layout.fillWidth: true
                fees: step.report.fees
                priceList: step.report.priceList
                borne: step.report.borne
                due: step.report.due
            }
            QuestionColumn {
                id: questions
                Layout.fillWidth: true
                form: step.vm.form
                questions: step.vm.form.questions
                scroller: left
            }
            Loader {
                Layout.fillWidth: true
                active: Theme.compact
                visible: active
                sourceComponent: summary
            }
        }
    }
    Rectangle {
        id: right
        visible: !Theme.compact
        anchors.right: parent.right
        width: Theme.reportPane
        height: parent.height
        color: Theme.background
        Hairline {
            width: Theme.hairline
            height: parent.height
        }
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
                sourceComponent: summary
            }
        }
    }
    Component {
        id: summary
        ReportSummary { report: step.report }
    }
}
