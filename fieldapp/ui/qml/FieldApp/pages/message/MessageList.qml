pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// What was written about an order, newest first; below it the way to write.
Item {
    id: list

    required property MessageViewModel message

    RowList {
        anchors.fill: parent
        anchors.topMargin: Theme.gap16
        anchors.bottomMargin: write.height + Theme.gap8
        spacing: Theme.gap8
        model: list.message.entries
        delegate: MessageEntry {
            required head
            required words
            required stateWords
            required look

            width: ListView.view.width
        }
    }
    EmptyState {
        visible: list.message.count === 0
        y: Theme.gap24
        width: parent.width
        iconName: "chat"
        title: qsTr("Nothing written yet")
        text: qsTr("Ask the office; the answer comes with a later sync.")
    }
    SecondaryButton {
        id: write
        objectName: "writeMessage"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap8
        text: qsTr("Write to the office")
        iconName: "chat"
        onClicked: list.message.askForHelp()
    }
}
