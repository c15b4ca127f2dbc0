pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Not signed: why, and what the engineer witnessed. The report says both (REP-3).
SideSheet {
    id: sheet

    required property RefusalViewModel refusal

    onClosed: open = false
    onOpenChanged: if (!open) remark.text = ""

    Flickable {
        anchors.fill: parent
        anchors.bottomMargin: foot.height
        contentHeight: column.implicitHeight + 2 * Theme.margin
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: column
            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap12
            SheetHeader {
                Layout.fillWidth: true
                title: qsTr("Not signing now")
                subtitle: qsTr("The engineer notes the reason; the report stays as you read it.")
                onClosed: sheet.closed()
            }
            Repeater {
                model: sheet.refusal.reasons
                OptionCard {
                    required property var modelData
                    objectName: "refuse-" + modelData.value
                    Layout.fillWidth: true
                    radio: true
                    text: modelData.label
                    checked: sheet.refusal.reason === modelData.value
                    onClicked: sheet.refusal.choose(modelData.value)
                }
            }
            TextArea {
                id: remark
                objectName: "witness"
                Layout.fillWidth: true
                placeholderText: qsTr("Who was there, and what was said")
                onTextChanged: sheet.refusal.witness(text)
            }
        }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "recordRefusal"
        primaryText: sheet.refusal.actionText
        primaryBlocked: sheet.refusal.blocked
        onPrimary: {
            sheet.refusal.record();
            sheet.open = false;
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.closed()
        }
    }
}
