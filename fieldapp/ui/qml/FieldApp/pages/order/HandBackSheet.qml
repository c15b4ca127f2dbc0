pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Give an order back with a reason, or straight to a colleague who agrees (ACC-5).
SideSheet {
    id: sheet

    required property OrderViewModel order
    property string reason
    readonly property bool toColleague: reason === "to_colleague"
    readonly property bool ready: reason !== "" && (!toColleague || colleague.text.trim() !== "")

    onClosed: open = false
    onOpenChanged: {
        reason = "";
        remark.text = "";
        colleague.text = "";
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.bottomMargin: Theme.bottomBar + Theme.gap16
        spacing: Theme.gap12
        SheetHeader {
            Layout.fillWidth: true
            title: qsTr("Hand back")
            subtitle: sheet.order.facts.name + "·" + sheet.order.facts.number
            onClosed: sheet.closed()
        }
        Repeater {
            model: sheet.order.handBackReasons
            OptionCard {
                required property var modelData
                objectName: "reason_" + modelData.value
                Layout.fillWidth: true
                radio: true
                text: modelData.label
                checked: sheet.reason === modelData.value
                onClicked: sheet.reason = modelData.value
            }
        }
        TextEntry {
            id: colleague
            objectName: "colleague"
            visible: sheet.toColleague
            Layout.fillWidth: true
            placeholderText: qsTr("Colleague who agreed")
        }
        TextEntry {
            id: remark
            objectName: "remark"
            Layout.fillWidth: true
            placeholderText: qsTr("Remark, if needed")
        }
        Item { Layout.fillHeight: true }
    }
    BottomActionBar {
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "confirmHandBack"
        primaryText: sheet.reason === "" ? qsTr("Choose a reason") : sheet.ready ? qsTr("Hand back") : qsTr("Name the colleague")
        primaryBlocked: !sheet.ready
        onPrimary: {
            sheet.order.handBack(sheet.reason, remark.text, colleague.text);
            sheet.open = false;
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.closed()
        }
    }
}
