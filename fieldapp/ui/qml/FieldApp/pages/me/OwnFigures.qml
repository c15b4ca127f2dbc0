pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Every figure that is computed about the engineer, shown to himself (USE-4).
ColumnLayout {
    id: own

    required property MeViewModel vm

    spacing: 0

    SectionTitle {
        text: qsTr("My figures")
        note: qsTr("Last 30 days")
        Layout.fillWidth: true
    }
    Repeater {
        model: own.vm.figures
        FactRow {
            required property var modelData
            required property int index
            objectName: "figure-" + index
            label: modelData.label
            text: modelData.text
            line: index < own.vm.figures.length - 1
            Layout.fillWidth: true
        }
    }
    AppLabel {
        text: qsTr("Counted on this tablet from your orders. Your place is never read.")
        size: Theme.caption
        quiet: true
        Layout.fillWidth: true
    }
}
