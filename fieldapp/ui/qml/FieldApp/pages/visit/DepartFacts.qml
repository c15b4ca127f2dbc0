import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// How early one wants to be there, where the time of the way comes from, how sure it is (DEP-1, DEP-3).
GridLayout {
    id: facts

    required property DepartureViewModel plan
    required property WayViewModel way

    columns: Theme.compact ? 1 : 3
    columnSpacing: Theme.gap40
    rowSpacing: Theme.gap16

    ColumnLayout {
        visible: facts.plan.counting
        spacing: Theme.gap8
        Layout.alignment: Qt.AlignTop
        AppLabel { text: qsTr("Be there early by"); size: Theme.caption; medium: true; quiet: true }
        SegmentedChoice {
            objectName: "margin"
            question: qsTr("Be there early by")
            choices: facts.way.margins
            value: facts.way.margin
            onPicked: value => facts.way.chooseMargin(value)
        }
        QuietButton {
            objectName: "keepMargin"
            visible: facts.way.mayKeep
            size: Theme.body
            text: qsTr("Keep for all visits")
            onClicked: facts.way.keepMargin()
        }
    }
    ColumnLayout {
        spacing: 0
        Layout.alignment: Qt.AlignTop
        AppLabel { text: qsTr("Where the time comes from"); size: Theme.caption; medium: true; quiet: true }
        AppLabel { text: facts.plan.sourceTitle; size: Theme.row; strong: true; Layout.fillWidth: true }
        AppLabel { text: facts.plan.sourceText; quiet: true; Layout.fillWidth: true }
    }
    ColumnLayout {
        spacing: 0
        Layout.alignment: Qt.AlignTop
        AppLabel { text: qsTr("How sure"); size: Theme.caption; medium: true; quiet: true }
        RowLayout {
            spacing: Theme.gap8
            AppIcon {
                name: facts.plan.certain ? "verified" : "warning"
                tint: facts.plan.certain ? Theme.success : Theme.warning
            }
            AppLabel { text: facts.plan.certaintyTitle; size: Theme.row; strong: true; Layout.fillWidth: true }
        }
        AppLabel { text: facts.plan.certaintyText; quiet: true; Layout.fillWidth: true }
    }
}
