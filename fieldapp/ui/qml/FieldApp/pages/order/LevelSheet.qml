pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Propose another level with a reason; the order keeps its own until the service manager decides (SLA-4).
SideSheet {
    id: sheet

    required property OrderViewModel order
    property string level
    readonly property bool ready: level !== "" && reason.text.trim() !== ""

    objectName: "levelSheet"
    onClosed: open = false
    onOpenChanged: {
        level = "";
        reason.text = "";
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.bottomMargin: Theme.bottomBar + Theme.gap16
        spacing: Theme.gap12
        SheetHeader {
            Layout.fillWidth: true
            title: qsTr("Propose another level")
            subtitle: sheet.order.facts.name + "·" + sheet.order.facts.levelWord
            onClosed: sheet.closed()
        }
        Repeater {
            model: sheet.order.otherLevels
            OptionCard {
                required property var modelData
                objectName: "level-" + modelData.value
                Layout.fillWidth: true
                radio: true
                text: modelData.value + " " + modelData.label
                checked: sheet.level === modelData.value
                onClicked: sheet.level = modelData.value
            }
        }
        TextEntry {
            id: reason
            objectName: "levelReason"
            Layout.fillWidth: true
            placeholderText: qsTr("Why")
        }
        Item { Layout.fillHeight: true }
    }
    BottomActionBar {
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "confirmLevel"
        primaryText: sheet.level === "" ? qsTr("Choose a level") : sheet.ready ? qsTr("Propose") : qsTr("Say why")
        primaryBlocked: !sheet.ready
        onPrimary: {
            sheet.order.proposeLevel(sheet.level, reason.text);
            sheet.open = false;
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.closed()
        }
    }
}
