pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The report in short, beside the bill: nothing here is typed, all of it was recorded before (REP-1).
ColumnLayout {
    id: summary

    required property ReportViewModel report

    spacing: 0

    RowLayout {
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.gap8
        AppLabel {
            text: qsTr("Service report")
            size: Theme.row
            strong: true
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Tag {
            objectName: "reportNumber"
            text: summary.report.numberText
            tone: summary.report.signed ? Tag.Success : Tag.Neutral
            iconName: summary.report.signed ? "check" : ""
        }
    }
    Hairline { Layout.fillWidth: true }
    Repeater {
        model: summary.report.summary
        Item {
            id: fact
            required property string key
            required property string label
            required property string text
            required property string tone
            objectName: "summary-" + key
            Layout.fillWidth: true
            implicitHeight: row.implicitHeight + 2 * Theme.gap8
            Accessible.role: Accessible.StaticText
            Accessible.name: label + ": " + text
            RowLayout {
                id: row
                anchors.fill: parent
                anchors.topMargin: Theme.gap8
                anchors.bottomMargin: Theme.gap8
                spacing: Theme.gap8
                AppLabel {
                    text: fact.label
                    quiet: true
                    Layout.preferredWidth: Theme.labelColumn * Theme.textScale
                    Layout.alignment: Qt.AlignTop
                    Accessible.ignored: true
                }
                AppLabel {
                    text: fact.text
                    color: fact.tone === "success" ? Theme.success : fact.tone === "danger" ? Theme.danger : Theme.text
                    medium: fact.tone !== ""
                    Layout.fillWidth: true
                    Accessible.ignored: true
                }
            }
            Hairline {
                anchors.bottom: parent.bottom
                width: parent.width
            }
        }
    }
}
