pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// What was done to this asset before (ANA-1), newest first.
RowList {
    id: list

    required property OrderViewModel order

    model: order.history
    delegate: FactRow {
        id: row
        required property string day
        required property string summary
        required property string engineer
        required property string outcome

        width: ListView.view.width
        labelWidth: Theme.labelColumn + Theme.gap32
        label: day
        text: summary
        detail: engineer
        Tag {
            visible: row.outcome !== ""
            text: row.outcome
            tone: Tag.Neutral
        }
    }
    EmptyState {
        visible: list.count === 0
        y: Theme.gap24
        width: parent.width
        iconName: "history"
        title: qsTr("No earlier service")
        text: qsTr("This asset was not served before.")
    }
}
