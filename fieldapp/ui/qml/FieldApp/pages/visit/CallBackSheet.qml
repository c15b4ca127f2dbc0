pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The call-back after a solution by phone: solved for good, not solved, or a visit is wanted after all (ANA-3).
ContactSheet {
    id: sheet

    required property ContactViewModel contact
    required property CallFacts call
    property string ended
    signal nobodyAnswered

    title: qsTr("Call back")
    subtitle: [contact.waitingTitle, contact.waitingText].join("·")
    actionName: "confirmCallBack"
    ready: ended !== ""
    actionText: ended === "" ? qsTr("Choose how it ended") : ended === "solved" ? qsTr("Solved: close the order")
        : ended === "nobody" ? qsTr("When to call again") : qsTr("Go on with the visit")
    onOpenChanged: {
        ended = "";
        remark.text = "";
    }
    onDone: {
        const nobody = ended === "nobody";
        if (!nobody)
            contact.callBack(ended, remark.text);
        open = false;
        if (nobody)
            nobodyAnswered();
    }

    DialRow {
        Layout.fillWidth: true
        contact: sheet.contact
        call: sheet.call
    }
    Repeater {
        model: [
            { value: "solved", label: qsTr("Solved"), hint: qsTr("The order closes without a visit"), icon: "task_alt" },
            { value: "unsolved", label: qsTr("Not solved"), hint: qsTr("On with the toolkit; the first clocks run on"), icon: "handyman-fill" },
            { value: "visit", label: qsTr("Wants a visit"), hint: qsTr("On with the toolkit; the first clocks run on"), icon: "event_available" },
            { value: "nobody", label: qsTr("No answer"), hint: qsTr("Stays owed; choose when to call again"), icon: "phone_missed" }
        ]
        OptionCard {
            required property var modelData
            objectName: "callBack-" + modelData.value
            Layout.fillWidth: true
            text: modelData.label
            hint: modelData.hint
            iconName: modelData.icon
            checked: sheet.ended === modelData.value
            onClicked: sheet.ended = modelData.value
        }
    }
    TextEntry {
        id: remark
        objectName: "remark"
        Layout.fillWidth: true
        placeholderText: qsTr("Remark, if needed")
    }
}
