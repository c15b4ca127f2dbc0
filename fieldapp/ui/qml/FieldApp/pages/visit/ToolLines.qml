pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Special tools and software that the plans take, beside the standard bag; the kit check shows them (ANA-2, KIT-1).
ColumnLayout {
    id: lines

    required property AnalysisViewModel analysis

    spacing: Theme.gap8

    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("Special tools and software")
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap8
        visible: repeater.count > 0
        Repeater {
            id: repeater
            model: lines.analysis.tools
            SecondaryButton {
                required property string name
                required property bool software
                objectName: "tool-" + name
                iconName: "close"
                text: name
                Accessible.description: qsTr("Tap to leave it at home")
                onClicked: lines.analysis.removeTool(name)
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gap8
        TextEntry {
            id: wanted
            objectName: "newTool"
            Layout.fillWidth: true
            name: qsTr("Special tool or software")
            placeholderText: qsTr("Add a tool or software")
        }
        SecondaryButton {
            objectName: "addTool"
            enabled: wanted.text.trim() !== ""
            text: qsTr("Tool")
            iconName: "add"
            onClicked: lines.take(false)
        }
        SecondaryButton {
            objectName: "addSoftware"
            enabled: wanted.text.trim() !== ""
            text: qsTr("Software")
            iconName: "add"
            onClicked: lines.take(true)
        }
    }

    function take(software: bool): void {
        analysis.addTool(wanted.text, software);
        wanted.text = "";
    }
}
