pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// "I will be late": the new time, what to say, and what the customer answered; its moment is the proof (TRV-1, TRV-4).
ContactSheet {
    id: sheet

    required property LateViewModel late
    required property ContactViewModel contact
    required property CallFacts call
    property string means
    property string answer
    property bool myself: false
    readonly property bool asking: late.askFirst && !myself

    title: qsTr("I will be late")
    subtitle: qsTr("Promised: %1").arg(late.appointmentText)
    actionName: "recordLate"
    ready: asking || (means !== "" && answer !== "")
    actionText: asking ? qsTr("Ask the dispatcher to tell") : means === "" ? qsTr("Call or write") : answer === "" ? qsTr("What does the customer say?") : answer === "wants_somebody_else" ? qsTr("Save, somebody else goes") : qsTr("Save")
    onOpenChanged: {
        means = "";
        answer = "";
        myself = false;
    }
    onDone: {
        if (asking)
            late.askDispatcher();
        else {
            const how = means, said = answer;
            open = false;
            late.record(how, said);
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gap16
        SegmentedChoice {
            objectName: "lateTimes"
            choices: sheet.late.times
            value: sheet.late.expected
            onPicked: value => sheet.late.choose(value)
        }
        AppLabel {
            objectName: "lateText"
            text: sheet.late.lateText
            size: Theme.row
            strong: true
            Layout.fillWidth: true
        }
    }
    SegmentedChoice {
        choices: sheet.late.reasons
        value: sheet.late.reason
        onPicked: value => sheet.late.because(value)
    }
    NoticeBar {
        objectName: "lateNotice"
        Layout.fillWidth: true
        tone: sheet.late.inTime ? Tag.Info : Tag.Warning
        text: sheet.late.noticeText
    }
    AppLabel {
        visible: text !== ""
        text: sheet.late.askedText
        quiet: true
        Layout.fillWidth: true
    }
    QuietButton {
        objectName: "tellMyself"
        visible: sheet.asking
        text: qsTr("I call the customer myself")
        onClicked: sheet.myself = true
    }
    LateTalk {
        visible: !sheet.asking
        Layout.fillWidth: true
        late: sheet.late
        contact: sheet.contact
        call: sheet.call
        means: sheet.means
        answer: sheet.answer
        onToldBy: means => sheet.means = means
        onAnswered: answer => sheet.answer = answer
    }
    Repeater {
        model: sheet.late.told
        AppLabel {
            required property string modelData
            objectName: "lateTold"
            text: modelData
            quiet: true
            Layout.fillWidth: true
        }
    }
}
