pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Another time: a free window with one tap or one's own, why, and whether the customer agrees (CON-2, CON-3).
ContactSheet {
    id: sheet

    required property ContactViewModel contact
    required property FormFilling form
    property string start
    property string words
    property string reason
    property bool own: false
    property bool refused: false
    readonly property bool chosen: start !== "" && reason !== ""

    title: qsTr("Another time")
    subtitle: qsTr("Now: %1").arg(contact.appointmentText)
    actionName: "confirmMove"
    ready: chosen
    actionText: start === "" ? qsTr("Choose a time") : reason === "" ? qsTr("Choose a reason")
        : refused ? qsTr("Not accepted: go on") : own ? qsTr("Agreed: move it") : qsTr("Agreed: %1").arg(words)
    onOpenChanged: {
        start = open ? contact.start : "";
        const offered = contact.offers.find(offer => offer.value === start);
        words = offered !== undefined ? offered.label : "";
        own = open && contact.offers.length === 0;
        reason = "";
        refused = false;
    }
    onDone: {
        contact.move(start, reason, !refused);
        open = false;
    }

    Repeater {
        model: sheet.contact.offers
        OptionCard {
            required property var modelData
            required property int index
            objectName: "offer-" + index
            Layout.fillWidth: true
            radio: true
            text: modelData.detail
            checked: sheet.start === modelData.value && !sheet.own
            onClicked: {
                sheet.own = false;
                sheet.start = modelData.value;
                sheet.words = modelData.label;
            }
        }
    }
    OptionCard {
        objectName: "offer-own"
        Layout.fillWidth: true
        radio: true
        text: qsTr("Another day or time")
        checked: sheet.own
        onClicked: {
            sheet.own = true;
            sheet.start = "";
        }
    }
    Loader {
        active: sheet.own
        visible: active
        Layout.fillWidth: true
        sourceComponent: DateTimeInput {
            title: qsTr("Begins at")
            required: true
            now: sheet.form.now
            value: sheet.start
            onEdited: value => sheet.start = value
        }
    }
    SectionTitle {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap8
        text: qsTr("Why")
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap12
        Repeater {
            model: sheet.contact.moveReasons
            OptionCard {
                required property string modelData
                required property int index
                objectName: "moveReason-" + index
                text: modelData
                checked: sheet.reason === modelData
                onClicked: sheet.reason = modelData
            }
        }
    }
    SectionTitle {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap8
        text: qsTr("What the customer says")
    }
    SegmentedChoice {
        choices: [
            { value: "agrees", label: qsTr("Agrees") },
            { value: "refuses", label: qsTr("Does not accept it") }
        ]
        value: sheet.refused ? "refuses" : "agrees"
        onPicked: value => sheet.refused = value === "refuses"
    }
    AppLabel {
        visible: sheet.refused
        text: qsTr("The appointment stays. Next: a colleague takes over, or the centre sends somebody.")
        quiet: true
        Layout.fillWidth: true
    }
}
