pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Somebody else goes: a colleague who agreed, or whom the centre finds (CON-3).
ContactSheet {
    id: sheet

    required property ContactViewModel contact
    property string who

    title: qsTr("Another engineer")
    subtitle: qsTr("The order leaves this tablet's day; what was done stays with it")
    actionName: "confirmPassOn"
    ready: who === "centre" || (who === "colleague" && colleague.text.trim() !== "")
    actionText: who === "" ? qsTr("Choose who") : ready ? qsTr("Pass the order on") : qsTr("Name the colleague")
    onOpenChanged: {
        who = "";
        colleague.text = "";
        remark.text = "";
    }
    onDone: {
        contact.passOn(who === "colleague" ? colleague.text : "", remark.text);
        open = false;
    }

    OptionCard {
        objectName: "passOn-colleague"
        Layout.fillWidth: true
        iconName: "swap_horiz"
        text: qsTr("A colleague")
        hint: qsTr("You called him and he agreed")
        checked: sheet.who === "colleague"
        onClicked: sheet.who = "colleague"
    }
    TextEntry {
        id: colleague
        objectName: "colleague"
        visible: sheet.who === "colleague"
        Layout.fillWidth: true
        placeholderText: qsTr("Colleague who agreed")
    }
    OptionCard {
        objectName: "passOn-centre"
        Layout.fillWidth: true
        iconName: "assignment"
        text: qsTr("The centre sends somebody")
        hint: qsTr("With the next sync")
        checked: sheet.who === "centre"
        onClicked: sheet.who = "centre"
    }
    TextEntry {
        id: remark
        objectName: "remark"
        Layout.fillWidth: true
        placeholderText: qsTr("Remark, if needed")
    }
}
