pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Confirmed once more before leaving: by call, or by a prepared message with time, engineer and spares (CON-6).
ContactSheet {
    id: sheet

    required property ContactViewModel contact
    required property CallFacts call
    property string means

    title: qsTr("Confirm once more")
    subtitle: contact.confirmedText
    actionName: "confirmVisit"
    ready: means !== ""
    actionText: means === "" ? qsTr("Call or write") : means === "call" ? qsTr("Told by call") : qsTr("Message sent")
    onOpenChanged: means = ""
    onDone: {
        contact.confirm(means);
        open = false;
    }

    DialRow {
        Layout.fillWidth: true
        contact: sheet.contact
        call: sheet.call
        onDialled: sheet.means = "call"
    }
    Rectangle {
        Layout.fillWidth: true
        implicitHeight: message.implicitHeight + 2 * Theme.gap16
        radius: Theme.radiusControl
        color: Theme.sunken
        AppLabel {
            id: message
            objectName: "message"
            x: Theme.gap16
            y: Theme.gap16
            width: parent.width - 2 * Theme.gap16
            text: sheet.contact.messageText
            size: Theme.row
            lineHeight: Math.round(size * 1.67)
        }
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap12
        SecondaryButton {
            objectName: "copyMessage"
            text: qsTr("Copy message")
            onClicked: {
                sheet.contact.copy(sheet.contact.messageText);
                sheet.means = "message";
            }
        }
        SecondaryButton {
            objectName: "sendMessage"
            text: qsTr("Open in messages")
            onClicked: {
                if (!Qt.openUrlExternally(sheet.contact.smsUrl))
                    sheet.contact.copy(sheet.contact.messageText);
                sheet.means = "message";
            }
        }
    }
    SectionTitle {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap8
        text: qsTr("How the customer knows")
    }
    SegmentedChoice {
        choices: [{ value: "call", label: qsTr("By call") }, { value: "message", label: qsTr("By message") }]
        value: sheet.means
        onPicked: value => sheet.means = value
    }
}
