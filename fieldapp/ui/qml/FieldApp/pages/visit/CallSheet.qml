import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Whom to call and what to say.
ColumnLayout {
    id: sheet

    required property VisitFacts facts
    spacing: Theme.gap12

    RowLayout {
        Layout.fillWidth: true
        Layout.margins: Theme.margin
        Layout.topMargin: Theme.gap16 + Theme.gap4
        Layout.bottomMargin: 0
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            AppLabel {
                text: sheet.facts.phone
                size: Theme.figure
                strong: true
                wrapMode: Text.NoWrap
            }
            AppLabel {
                text: sheet.facts.contact
                quiet: true
                Layout.fillWidth: true
            }
        }
        SecondaryButton {
            objectName: "dial"
            iconName: "call"
            text: qsTr("Dial")
            onClicked: Qt.openUrlExternally("tel:" + sheet.facts.phone.replace(/ /g, ""))
        }
    }
    AppLabel {
        text: qsTr("You may say")
        size: Theme.caption
        medium: true
        quiet: true
        Layout.leftMargin: Theme.margin
        Layout.topMargin: Theme.gap8
    }
    AppLabel {
        text: sheet.facts.greeting
        size: Theme.row
        lineHeight: Math.round(size * 1.67)
        Layout.fillWidth: true
        Layout.leftMargin: Theme.margin
        Layout.rightMargin: Theme.margin
    }
    AppLabel {
        text: sheet.facts.question
        size: Theme.row
        strong: true
        lineHeight: Math.round(size * 1.67)
        Layout.fillWidth: true
        Layout.leftMargin: Theme.margin
        Layout.rightMargin: Theme.margin
        Layout.topMargin: -Theme.gap12
    }
    AppLabel {
        text: sheet.facts.feeSentence
        size: Theme.row
        lineHeight: Math.round(size * 1.67)
        Layout.fillWidth: true
        Layout.leftMargin: Theme.margin
        Layout.rightMargin: Theme.margin
        Layout.topMargin: -Theme.gap12
    }
    AppLabel {
        text: sheet.facts.wantedText
        visible: text !== ""
        size: Theme.caption
        medium: true
        quiet: true
        Layout.leftMargin: Theme.margin
        Layout.topMargin: Theme.gap12
    }
    NoticeBar {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.margin
        Layout.rightMargin: Theme.margin
        Layout.bottomMargin: Theme.gap16
        tone: sheet.facts.inTime ? Tag.Success : Tag.Warning
        text: sheet.facts.inTimeTitle
        detail: sheet.facts.inTimeText
    }
}
