import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The talk about a delay: the sentence to say, call or message ready, the customer's answer (TRV-1).
ColumnLayout {
    id: talk

    required property LateViewModel late
    required property ContactViewModel contact
    required property CallFacts call
    property string means
    property string answer
    signal toldBy(string means)
    signal answered(string answer)

    spacing: Theme.gap12

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: sentence.implicitHeight + 2 * Theme.gap16
        radius: Theme.radiusControl
        color: Theme.sunken
        AppLabel {
            id: sentence
            objectName: "lateSentence"
            x: Theme.gap16
            y: Theme.gap16
            width: parent.width - 2 * Theme.gap16
            text: talk.means === "message" ? talk.late.messageText : talk.late.sentence
            size: Theme.row
            lineHeight: Math.round(size * 1.67)
        }
    }
    DialRow {
        Layout.fillWidth: true
        contact: talk.contact
        call: talk.call
        onDialled: talk.toldBy("call")
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap12
        SecondaryButton {
            objectName: "lateMessage"
            iconName: "chat"
            text: qsTr("Nobody answers: write")
            onClicked: {
                if (!Qt.openUrlExternally(talk.late.smsUrl))
                    talk.contact.copy(talk.late.messageText);
                talk.toldBy("message");
            }
        }
        SegmentedChoice {
            choices: [{ value: "call", label: qsTr("By call") }, { value: "message", label: qsTr("By message") }]
            value: talk.means
            onPicked: value => talk.toldBy(value)
        }
    }
    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("What the customer says")
    }
    SegmentedChoice {
        choices: [
            { value: "agrees", label: qsTr("Agrees") },
            { value: "wants_somebody_else", label: qsTr("Won't wait") },
            { value: "not_reached", label: qsTr("Not reached") }
        ]
        value: talk.answer
        onPicked: value => talk.answered(value)
    }
}
