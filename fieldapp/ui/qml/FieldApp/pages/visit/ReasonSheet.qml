pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// Why a step is left out or a gate passed: chosen, with a remark where that says more (PRO-3).
SideSheet {
    id: sheet

    property string title
    property string subtitle
    property string actionText
    property string missingText: qsTr("Choose a reason")
    required property list<string> reasons
    property string reason
    signal given(string reason)

    onClosed: open = false
    onOpenChanged: {
        reason = "";
        remark.text = "";
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.bottomMargin: Theme.bottomBar + Theme.gap16
        spacing: Theme.gap12
        SheetHeader {
            Layout.fillWidth: true
            title: sheet.title
            subtitle: sheet.subtitle
            onClosed: sheet.closed()
        }
        Repeater {
            model: sheet.reasons
            OptionCard {
                required property string modelData
                required property int index
                objectName: "reason-" + index
                Layout.fillWidth: true
                radio: true
                text: modelData
                checked: sheet.reason === modelData
                onClicked: sheet.reason = modelData
            }
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
        objectNameOfPrimary: "confirmReason"
        primaryText: sheet.reason === "" ? sheet.missingText : sheet.actionText
        primaryBlocked: sheet.reason === ""
        onPrimary: {
            sheet.given(remark.text.trim() === "" ? sheet.reason : sheet.reason + "：" + remark.text.trim());
            sheet.open = false;
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.closed()
        }
    }
}
