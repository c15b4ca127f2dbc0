pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Nobody answered: when to try again, or go by the address when waiting would break the appointment (CON-2).
ContactSheet {
    id: sheet

    required property ContactViewModel contact
    property string chosen
    readonly property bool late: contact.retries.length === 0

    title: qsTr("Nobody answered")
    subtitle: qsTr("Appointment: %1").arg(contact.appointmentText)
    actionName: "confirmRetry"
    ready: chosen !== ""
    actionText: chosen === "address" ? qsTr("Go by the address") : qsTr("Save, call again")
    onOpenChanged: chosen = !open ? "" : late ? "address" : contact.retries[0].value
    onDone: {
        if (chosen === "address")
            contact.goByAddress();
        else
            contact.noAnswer(chosen);
        open = false;
    }

    NoticeBar {
        visible: sheet.late
        Layout.fillWidth: true
        tone: Tag.Warning
        text: qsTr("Waiting longer would break the appointment")
    }
    Repeater {
        model: sheet.contact.retries
        OptionCard {
            required property var modelData
            required property int index
            objectName: "retry-" + index
            Layout.fillWidth: true
            radio: true
            text: modelData.label
            hint: modelData.detail
            checked: sheet.chosen === modelData.value
            onClicked: sheet.chosen = modelData.value
        }
    }
    OptionCard {
        objectName: "retry-address"
        visible: !sheet.contact.waiting
        Layout.fillWidth: true
        radio: true
        text: qsTr("Go by the address")
        hint: qsTr("The dispatcher is told and keeps calling; the report shows it")
        checked: sheet.chosen === "address"
        onClicked: sheet.chosen = "address"
    }
}
