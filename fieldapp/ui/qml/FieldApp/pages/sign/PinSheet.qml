pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The tablet goes back to the engineer: by PIN only, so that a customer never stands before other orders.
SideSheet {
    id: sheet

    required property PinViewModel lock

    sheetWidth: Theme.evidencePane
    onClosed: open = false
    onOpenChanged: {
        pad.clear();
        lock.again();
        if (open)
            pad.begin();
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        spacing: Theme.gap24
        SheetHeader {
            Layout.fillWidth: true
            title: qsTr("Back to the engineer")
            subtitle: sheet.lock.passphrase ? qsTr("Enter your passphrase") : qsTr("Enter your PIN")
            onClosed: sheet.closed()
        }
        AppLabel {
            objectName: "pinMessage"
            visible: text !== ""
            text: sheet.lock.message
            color: Theme.danger
            medium: true
            Layout.fillWidth: true
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        SecretEntry {
            id: pad
            passphrase: sheet.lock.passphrase
            Layout.alignment: Qt.AlignHCenter
            busy: sheet.lock.busy
            wrong: sheet.lock.wrong
            onComplete: pin => sheet.lock.enter(pin)
            onBegun: sheet.lock.again()
        }
        Item { Layout.fillHeight: true }
    }
    Connections {
        target: sheet.lock
        function onChanged() {
            if (sheet.lock.wrong)
                pad.clear();
        }
    }
}
