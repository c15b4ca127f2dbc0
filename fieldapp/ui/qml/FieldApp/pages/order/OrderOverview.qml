pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Clocks above everything, then one label, one value and one action column; readiness as one sentence first.
Flickable {
    id: overview

    required property OrderViewModel order
    required property bool english
    readonly property OrderFacts facts: order.facts
    readonly property int labels: Theme.labelColumn + (english ? Theme.gap24 : 0)
    signal historyAsked
    signal lateAsked

    contentHeight: column.implicitHeight + Theme.gap16
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    ColumnLayout {
        id: column
        width: parent.width
        spacing: Theme.gap8

        OrderClocks {
            objectName: "orderClocks"
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap16
            // A cancelled order keeps no promise: nothing stands here, not even the room for it.
            visible: overview.facts.cancelledText === ""
            clocks: overview.order.clocks
        }
        DifferenceList {
            objectName: "differences"
            visible: overview.order.differences.count > 0
            Layout.fillWidth: true
            differences: overview.order.differences
        }
        NoticeBar {
            visible: overview.facts.missingText !== ""
            Layout.fillWidth: true
            tone: Tag.Warning
            text: overview.facts.missingText
            detail: qsTr("Ask the dispatcher first, then the customer.")
        }
        NoticeBar {
            objectName: "cancelled"
            visible: overview.facts.cancelledText !== ""
            Layout.fillWidth: true
            tone: Tag.Danger
            iconName: "block"
            text: qsTr("The office cancelled this order")
            detail: overview.facts.cancelledText
        }
        NoticeBar {
            objectName: "proposedLevel"
            visible: overview.facts.proposedText !== ""
            Layout.fillWidth: true
            tone: Tag.Neutral
            iconName: "campaign"
            text: overview.facts.proposedText
            detail: qsTr("The order keeps its level until the service manager decides")
        }
        NoticeBar {
            objectName: "waits"
            visible: overview.facts.waitsText !== ""
            Layout.fillWidth: true
            iconName: "call"
            text: overview.facts.waitsText
        }
        NoticeBar {
            objectName: "untaken"
            visible: overview.facts.untakenText !== ""
            Layout.fillWidth: true
            tone: Tag.Warning
            text: qsTr("The office says something else; your corrections wait for its word")
            detail: overview.facts.untakenText
        }
        NoticeBar {
            objectName: "corrected"
            visible: overview.facts.correctedText !== ""
            Layout.fillWidth: true
            tone: Tag.Neutral
            iconName: "edit_note"
            text: overview.facts.fromRegister ? qsTr("Taken from the register") : qsTr("Corrected with the customer")
            detail: overview.facts.correctedText
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            FactRow {
                Layout.fillWidth: true
                labelWidth: overview.labels
                label: qsTr("Symptom")
                text: overview.facts.symptomTitle
                detail: overview.facts.symptomText + (overview.facts.symptomMore === "" ? "" : "\n" + overview.facts.symptomMore)
                strong: true
            }
            FactRow {
                Layout.fillWidth: true
                labelWidth: overview.labels
                label: qsTr("Customer")
                text: overview.facts.contact + "·" + overview.facts.phone
                detail: overview.facts.address
                IconButton {
                    Layout.topMargin: -Theme.gap8
                    Layout.bottomMargin: -Theme.gap8
                    Layout.rightMargin: (Theme.tint - Theme.target) / 2
                    objectName: "call"
                    iconName: "call"
                    text: qsTr("Call %1").arg(overview.facts.phone)
                    onClicked: Qt.openUrlExternally("tel:" + overview.facts.phone.replace(/ /g, ""))
                }
            }
            FactRow {
                Layout.fillWidth: true
                labelWidth: overview.labels
                label: qsTr("Asset")
                text: overview.facts.product
                detail: overview.facts.assetLine
                Tag {
                    text: overview.facts.warrantyUntil
                    iconName: overview.facts.inWarranty ? "verified" : "info"
                    tone: overview.facts.inWarranty ? Tag.Success : Tag.Warning
                }
            }
            FactRow {
                objectName: "linkedOrders"
                visible: text !== ""
                Layout.fillWidth: true
                labelWidth: overview.labels
                label: qsTr("Linked")
                text: overview.facts.linkedText
            }
            FactRow {
                Layout.fillWidth: true
                labelWidth: overview.labels
                label: qsTr("Wanted")
                text: overview.facts.windowText
                before: overview.facts.windowOld
                detail: overview.facts.windowMore
                Tag {
                    visible: overview.facts.called || overview.facts.cancelledText === ""
                    text: overview.facts.called ? qsTr("Called") : qsTr("To call")
                    iconName: overview.facts.called ? "check" : "call"
                    tone: overview.facts.called ? Tag.Success : Tag.Neutral
                }
                QuietButton {
                    objectName: "tellLate"
                    visible: overview.order.mayBeLate
                    trailing: true
                    size: Theme.body
                    text: qsTr("I will be late")
                    onClicked: overview.lateAsked()
                }
            }
            FactRow {
                objectName: "files"
                visible: text !== ""
                Layout.fillWidth: true
                labelWidth: overview.labels
                label: qsTr("Files")
                text: overview.facts.filesText
            }
            FactRow {
                Layout.fillWidth: true
                labelWidth: overview.labels
                line: false
                label: qsTr("Last visit")
                text: overview.order.recentTitle
                detail: overview.order.recentText
                IconButton {
                    Layout.topMargin: -Theme.gap8
                    Layout.bottomMargin: -Theme.gap8
                    Layout.rightMargin: (Theme.tint - Theme.target) / 2
                    visible: overview.order.historyCount > 0
                    tinted: false
                    iconName: "chevron_right"
                    text: qsTr("History")
                    onClicked: overview.historyAsked()
                }
            }
        }
        ReadinessPanel {
            Layout.fillWidth: true
            order: overview.order
        }
    }
}
