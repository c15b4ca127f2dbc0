pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// A message to the office about the order on the page: one tap on a phrase, one to send; no network needed.
SideSheet {
    id: sheet

    required property MessageViewModel message

    onClosed: open = false
    Connections {
        target: sheet.message
        function onAsked() { sheet.open = true; }
        function onSent() { sheet.open = false; }
        // Not a binding: typing would end it, and a tapped sentence would not be seen.
        function onChanged() {
            if (words.text !== sheet.message.text)
                words.text = sheet.message.text;
        }
    }

    Flickable {
        anchors.fill: parent
        anchors.bottomMargin: foot.height
        contentHeight: column.implicitHeight + 2 * Theme.margin
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: column
            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap12
            SheetHeader {
                Layout.fillWidth: true
                title: qsTr("Message to the office")
                subtitle: sheet.message.subtitle
                onClosed: sheet.closed()
            }
            ChoiceChips {
                Layout.fillWidth: true
                title: qsTr("To")
                choices: sheet.message.recipients
                value: sheet.message.recipient
                onPicked: value => sheet.message.sendTo(value)
            }
            ChoiceChips {
                Layout.fillWidth: true
                title: qsTr("About")
                choices: sheet.message.topics
                value: sheet.message.topic
                onPicked: value => sheet.message.about(value)
            }
            TextArea {
                id: words
                objectName: "messageText"
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap8
                placeholderText: qsTr("Tap a sentence below, or write")
                onTextChanged: if (text !== sheet.message.text) sheet.message.write(text)
            }
            Repeater {
                model: sheet.message.phrases
                OptionCard {
                    required property string modelData
                    required property int index
                    objectName: "phrase-" + index
                    Layout.fillWidth: true
                    text: modelData
                    checked: sheet.message.text.split("\n").includes(modelData)
                    Accessible.role: Accessible.CheckBox
                    onClicked: sheet.message.tapPhrase(modelData)
                }
            }
            NoticeBar {
                objectName: "messageRecord"
                visible: sheet.message.recordText !== ""
                Layout.fillWidth: true
                tone: Tag.Neutral
                iconName: "attach_file"
                text: qsTr("The record so far goes along")
                detail: sheet.message.recordText
            }
            AppLabel {
                visible: sheet.message.count > 0
                text: qsTr("Written so far")
                size: Theme.caption
                medium: true
                quiet: true
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap16
            }
            Repeater {
                model: sheet.message.entries
                MessageEntry {
                    required head
                    required words
                    required stateWords
                    required look
                    Layout.fillWidth: true
                }
            }
        }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "sendMessage"
        primaryText: sheet.message.ready ? qsTr("Send") : qsTr("Write something first")
        primaryBlocked: !sheet.message.ready
        onPrimary: sheet.message.send()
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.closed()
        }
    }
}
