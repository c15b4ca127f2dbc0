import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What was judged before the trip, in two quiet lines; "change" brings its questions back.
Rectangle {
    id: card

    required property AnalysisViewModel analysis
    signal changeAsked

    implicitHeight: row.implicitHeight + 2 * Theme.gap12
    radius: Theme.radiusControl
    color: Theme.sunken

    RowLayout {
        id: row
        x: Theme.gap16
        y: Theme.gap12
        width: parent.width - 2 * x
        spacing: Theme.gap16
        AppIcon {
            name: "handyman-fill"
            tint: Theme.textSecondary
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            AppLabel {
                objectName: "judgement"
                text: card.analysis.judgementText
                strong: true
                Layout.fillWidth: true
            }
            AppLabel {
                text: card.analysis.judgementDetail
                size: Theme.caption
                quiet: true
                Layout.fillWidth: true
            }
        }
        QuietButton {
            objectName: "changeJudgement"
            accent: true
            trailing: true
            text: qsTr("Change")
            onClicked: card.changeAsked()
        }
    }
}
