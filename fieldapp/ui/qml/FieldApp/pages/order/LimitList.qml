pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// All clocks of the order by name: how each stands, when it is due, since when it runs (SLA-3, SLA-6).
RowList {
    id: list

    required property OrderViewModel order
    readonly property var inks: ({
        neutral: Theme.text, amber: Theme.warning, red: Theme.danger, met: Theme.success })

    objectName: "limits"
    topMargin: Theme.gap16
    bottomMargin: Theme.gap16
    spacing: Theme.gap16
    model: order.limits

    delegate: ColumnLayout {
        id: row

        required property string key
        required property string name
        required property string words
        required property string due
        required property string since
        required property string note
        required property string pace

        width: list.width
        spacing: Theme.gap4
        objectName: "limit-" + key
        Accessible.role: Accessible.ListItem
        Accessible.name: [name, words, due, since, note].filter(part => part !== "").join(" ")

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap16
            AppLabel {
                text: row.name
                size: Theme.row
                Layout.fillWidth: true
            }
            AppLabel {
                objectName: "limitWords"
                text: row.words
                size: Theme.row
                strong: true
                color: list.inks[row.pace]
                horizontalAlignment: Text.AlignRight
            }
        }
        AppLabel {
            text: [row.due, row.since, row.note].filter(part => part !== "").join("·")
            quiet: true
            Layout.fillWidth: true
        }
        Hairline {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap8
        }
    }
    footer: AppLabel {
        width: list.width
        topPadding: Theme.gap16
        text: list.order.limitsSource
        quiet: true
    }
}
