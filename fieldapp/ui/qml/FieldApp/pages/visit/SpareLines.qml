pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The spares that the order needs: on the van, asked for, or missing; one tap asks the depot for all of them (ANA-6).
ColumnLayout {
    id: lines

    required property AnalysisViewModel analysis

    visible: repeater.count > 0
    spacing: 0

    SectionTitle {
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.gap8
        text: qsTr("Spares")
        note: lines.analysis.twoPlans ? qsTr("Taken along for both plans") : ""
    }
    Hairline { Layout.fillWidth: true }
    Repeater {
        id: repeater
        model: lines.analysis.spares
        ListRow {
            id: row
            required property string number
            required property string title
            required property string count
            required property string supply
            required property string stateText
            required property string requisition
            required detail
            objectName: "spare-" + number
            Layout.fillWidth: true
            sideMargin: 0
            pressable: supply === "missing" || requisition !== ""
            text: title
            onClicked: supply === "missing" ? lines.analysis.request(number) : lines.analysis.withdraw(requisition)
            Accessible.description: supply === "missing" ? qsTr("Tap to request it") : requisition !== "" ? qsTr("Tap to take the request back") : ""
            AppLabel {
                text: row.count
                strong: true
                wrapMode: Text.NoWrap
            }
            Tag {
                objectName: "state-" + row.number
                text: row.stateText
                iconName: row.supply === "on_van" ? "check" : row.supply === "requested" ? "schedule" : "error-fill"
                tone: row.supply === "on_van" ? Tag.Success : row.supply === "requested" ? Tag.Warning : Tag.Danger
            }
            AppIcon {
                visible: row.requisition !== ""
                name: "close"
                size: Theme.iconLine
            }
        }
    }
    NoticeBar {
        objectName: "sparesLate"
        visible: lines.analysis.late
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap12
        tone: Tag.Danger
        text: qsTr("A spare comes after the appointment")
        detail: qsTr("Agree on a later time with the customer, or go with plan B")
    }
    SecondaryButton {
        objectName: "requestMissing"
        visible: lines.analysis.missing > 0
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap12
        iconName: "inventory_2"
        text: qsTr("Request what is missing")
        onClicked: lines.analysis.requestMissing()
    }
}
