import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Who works on which tablet.
ColumnLayout {
    id: identity

    required property MeViewModel vm

    spacing: Theme.gap16

    RowLayout {
        spacing: Theme.gap16
        Layout.fillWidth: true
        Rectangle {
            implicitWidth: Theme.rowTwoLines
            implicitHeight: implicitWidth
            radius: width / 2
            color: Theme.primarySoft
            border.width: Theme.sunlight ? Theme.strong : 0
            border.color: Theme.line
            AppLabel {
                anchors.centerIn: parent
                text: identity.vm.initial
                size: Theme.figureNarrow
                strong: true
                color: Theme.inkOnPrimarySoft
                Accessible.ignored: true
            }
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            AppLabel {
                objectName: "engineer"
                text: identity.vm.engineer
                size: Theme.title
                strong: true
                Layout.fillWidth: true
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            AppLabel {
                text: identity.vm.company
                quiet: true
                Layout.fillWidth: true
            }
        }
    }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        FactRow {
            label: qsTr("Tablet")
            text: identity.vm.device
            Layout.fillWidth: true
        }
        FactRow {
            label: qsTr("Program")
            text: identity.vm.version
            line: false
            Layout.fillWidth: true
        }
    }
}
