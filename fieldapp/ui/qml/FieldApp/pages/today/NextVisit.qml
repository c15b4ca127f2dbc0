pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The picked visit: countdown, clocks, and what one must know before leaving.
Flickable {
    id: next

    required property TodayViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property OrderFacts facts: vm.order.facts
    readonly property int labels: Theme.labelColumn + (shell.language === "en" ? Theme.gap24 : 0)

    contentHeight: column.implicitHeight
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    ColumnLayout {
        id: column
        x: Theme.marginWide
        width: parent.width - 2 * Theme.marginWide
        spacing: Theme.gap24

        PageHeader {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.header
            Layout.rightMargin: -Theme.gap8
            Layout.bottomMargin: -Theme.gap16
            title: next.facts.name
            subtitle: next.vm.pickedPlace
            level: next.facts.level
            HeaderActions {
                shell: next.shell
                navigator: next.navigator
            }
        }
        CountdownPanel {
            Layout.fillWidth: true
            visible: next.vm.order.departure.counting
            departure: next.vm.order.departure
        }
        OrderClocks {
            Layout.fillWidth: true
            clocks: next.vm.order.clocks
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            FactRow {
                Layout.fillWidth: true
                labelWidth: next.labels
                label: qsTr("Symptom")
                text: next.facts.symptomTitle
                detail: next.facts.symptomText
                strong: true
                Tag {
                    text: next.facts.warranty
                    iconName: next.facts.inWarranty ? "verified" : "info"
                    tone: next.facts.inWarranty ? Tag.Success : Tag.Warning
                }
            }
            FactRow {
                Layout.fillWidth: true
                labelWidth: next.labels
                label: qsTr("Address")
                text: next.facts.address
                detail: next.facts.access
            }
            FactRow {
                Layout.fillWidth: true
                labelWidth: next.labels
                label: qsTr("Contact")
                text: next.facts.contact
                detail: next.facts.phone
                IconButton {
                    Layout.topMargin: -Theme.gap8
                    Layout.bottomMargin: -Theme.gap8
                    Layout.rightMargin: (Theme.tint - Theme.target) / 2
                    objectName: "call"
                    iconName: "call"
                    text: qsTr("Call %1").arg(next.facts.phone)
                    onClicked: Qt.openUrlExternally("tel:" + next.facts.phone.replace(/ /g, ""))
                }
            }
            FactRow {
                Layout.fillWidth: true
                visible: !next.vm.finished
                labelWidth: next.labels
                label: qsTr("Kit")
                text: next.vm.kitText
                detail: next.vm.kitMissingFirst === "" ? ""
                    : qsTr("Missing: %1%2").arg(next.vm.kitMissingFirst).arg(next.vm.kitMissingMore)
                Tag {
                    visible: next.vm.kitComplete
                    text: qsTr("All there")
                    iconName: "check"
                    tone: Tag.Success
                }
            }
            FactRow {
                Layout.fillWidth: true
                line: false
                labelWidth: next.labels
                label: qsTr("Papers")
                text: next.vm.order.readyTitle
                Tag {
                    text: next.vm.order.complete ? qsTr("Works offline") : qsTr("Incomplete")
                    iconName: next.vm.order.complete ? "cloud_done" : "warning"
                    tone: next.vm.order.complete ? Tag.Success : Tag.Warning
                }
            }
        }
    }
}
