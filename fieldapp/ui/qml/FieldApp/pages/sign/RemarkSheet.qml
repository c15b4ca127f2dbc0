import QtQuick
import QtQuick.Layouts
import FieldApp

// What the customer wants to add, in his own words.
SideSheet {
    id: sheet

    property string remark
    signal given(string remark)

    onClosed: open = false
    onOpenChanged: {
        if (!open)
            return;
        words.text = remark;
        words.forceActiveFocus();
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.bottomMargin: Theme.bottomBar + Theme.gap16
        spacing: Theme.gap16
        SheetHeader {
            Layout.fillWidth: true
            title: qsTr("Your remark")
            subtitle: qsTr("It is printed on the report.")
            onClosed: sheet.closed()
        }
        TextArea {
            id: words
            objectName: "remarkText"
            Layout.fillWidth: true
            placeholderText: qsTr("Anything you want to add")
            onEdited: value => sheet.given(value) // also where a lock takes the field away
        }
        Item { Layout.fillHeight: true }
    }
    BottomActionBar {
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "keepRemark"
        primaryText: qsTr("Done")
        onPrimary: {
            sheet.given(words.text);
            sheet.open = false;
        }
    }
}
