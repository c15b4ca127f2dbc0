pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Nobody at home: the card, large enough to be copied or photographed; recorded, the order waits for the customer (TRV-3).
ContactSheet {
    id: sheet

    required property NoteCardViewModel card
    required property ContactViewModel contact
    required property CallFacts call

    title: qsTr("Nobody at home")
    subtitle: qsTr("Call once more, then leave the card")
    actionName: "confirmCard"
    actionText: qsTr("Card left: close the visit")
    ready: card.possible
    onOpenChanged: if (open) card.look()
    onDone: {
        card.record();
        open = false;
    }

    DialRow {
        Layout.fillWidth: true
        contact: sheet.contact
        call: sheet.call
    }
    Rectangle {
        objectName: "card"
        Layout.fillWidth: true
        implicitHeight: words.implicitHeight + 2 * Theme.gap24
        radius: Theme.radiusPanel
        color: Theme.surface
        border.width: Theme.strong
        border.color: Theme.border
        ColumnLayout {
            id: words
            x: Theme.gap24
            y: Theme.gap24
            width: parent.width - 2 * Theme.gap24
            spacing: Theme.gap12
            AppLabel {
                text: sheet.card.title
                size: Theme.title
                strong: true
                Layout.fillWidth: true
            }
            Repeater {
                model: sheet.card.lines
                AppLabel {
                    required property string modelData
                    text: modelData
                    size: Theme.row
                    lineHeight: Math.round(size * 1.67)
                    Layout.fillWidth: true
                }
            }
        }
    }
    AppLabel {
        text: qsTr("Number to call for another time")
        size: Theme.caption
        medium: true
        quiet: true
        Layout.topMargin: Theme.gap8
    }
    TextEntry {
        objectName: "cardPhone"
        Layout.fillWidth: true
        Layout.topMargin: -Theme.gap8
        name: qsTr("Number to call for another time")
        inputMethodHints: Qt.ImhDialableCharactersOnly
        text: sheet.card.phone
        onEdited: value => sheet.card.keepPhone(value)
    }
    PictureInput {
        objectName: "cardPhoto"
        Layout.fillWidth: true
        title: qsTr("Photo of the card at the door")
        value: sheet.card.photo
        picture: sheet.card.picture
        look: ["new-front"]
        onPictureChosen: file => sheet.card.pictures.choose("photo", file, 0)
        onEdited: sheet.card.dropPhoto()
    }
}
