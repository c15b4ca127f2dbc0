pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Whom to call, what to say, what to have confirmed, and which times are free.
ColumnLayout {
    id: sheet

    required property CallFacts call
    required property ContactViewModel contact
    spacing: Theme.gap12

    component Caption: AppLabel {
        size: Theme.caption
        medium: true
        quiet: true
        Layout.leftMargin: Theme.margin
        Layout.topMargin: Theme.gap8
    }
    component Said: AppLabel {
        size: Theme.row
        lineHeight: Math.round(size * 1.67)
        Layout.fillWidth: true
        Layout.leftMargin: Theme.margin
        Layout.rightMargin: Theme.margin
    }

    DialRow {
        Layout.fillWidth: true
        Layout.margins: Theme.margin
        Layout.topMargin: Theme.gap16 + Theme.gap4
        Layout.bottomMargin: 0
        contact: sheet.contact
        call: sheet.call
    }
    Caption { text: qsTr("You may say") }
    Said { text: sheet.call.greeting }
    Said {
        text: sheet.contact.waiting ? qsTr("Does it work again, and does it stay so?") : sheet.call.question
        strong: true
        Layout.topMargin: -Theme.gap12
    }
    Said {
        objectName: "feeSentence"
        visible: !sheet.contact.waiting
        text: sheet.call.feeSentence
        color: sheet.call.covered ? Theme.text : Theme.warning
        Layout.topMargin: -Theme.gap12
    }
    Caption {
        visible: !sheet.contact.waiting
        text: sheet.call.wantedText === "" ? qsTr("Is the time possible") : sheet.call.wantedText
    }
    NoticeBar {
        objectName: "possible"
        visible: !sheet.contact.waiting
        Layout.fillWidth: true
        Layout.leftMargin: Theme.margin
        Layout.rightMargin: Theme.margin
        tone: sheet.call.inTime ? Tag.Success : Tag.Warning
        text: sheet.call.inTimeTitle
        detail: sheet.call.inTimeText
    }
    Caption {
        visible: sheet.call.offers.length > 0 && !sheet.contact.waiting
        text: qsTr("Otherwise offer")
    }
    Flow {
        objectName: "offers"
        visible: sheet.call.offers.length > 0 && !sheet.contact.waiting
        Layout.fillWidth: true
        Layout.leftMargin: Theme.margin
        Layout.rightMargin: Theme.margin
        spacing: Theme.gap12
        Repeater {
            model: sheet.call.offers
            OptionCard {
                required property var modelData
                required property int index
                objectName: "free-" + index
                text: modelData.label
                Accessible.role: Accessible.Button
                Accessible.name: modelData.detail
                onClicked: sheet.contact.askMove(modelData.value)
            }
        }
    }
    Caption { text: qsTr("Have it confirmed") }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.margin
        Layout.rightMargin: Theme.margin
        Layout.bottomMargin: Theme.gap16
        spacing: 0
        Repeater {
            model: sheet.call.lines
            ConfirmRow {
                required property var modelData
                objectName: "line-" + modelData.key
                Layout.fillWidth: true
                label: modelData.label
                text: modelData.text
                note: modelData.note
                old: modelData.old
                onWrong: sheet.contact.askCorrect(modelData.key)
            }
        }
    }
}
