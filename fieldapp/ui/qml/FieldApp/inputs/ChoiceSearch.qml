import QtQuick
import QtQuick.Layouts
import FieldApp

// Finds choices of a list that is too long to be shown: pieces of a name or number, Chinese or not. Says how much of
// the list stands below it.
ColumnLayout {
    id: search

    // Choices of the whole list, and those that are shown.
    property int total
    property int shown
    // What was looked for, "" for nothing; how much it found, and whether there is more than that.
    property string found
    property int hits
    property bool more
    readonly property Item entry: field
    signal searched(string text)

    function count(number: int): string {
        return Number(number).toLocaleString(Qt.locale(), "f", 0);
    }

    spacing: Theme.gap8

    TextEntry {
        id: field
        objectName: "choiceSearch"
        iconName: "search"
        placeholderText: qsTr("Search %1 choices").arg(search.count(search.total))
        inputMethodHints: Qt.ImhNoPredictiveText
        Layout.fillWidth: true
        onTextEdited: pause.restart()
        onAccepted: {
            pause.stop();
            search.searched(text);
        }
    }
    AppLabel {
        objectName: "choiceCount"
        Layout.fillWidth: true
        size: Theme.caption
        quiet: true
        text: search.found === "" ? qsTr("%1 of %2").arg(search.count(search.shown)).arg(search.count(search.total))
            : search.hits === 0 ? qsTr("No hit for “%2” among %1. Fewer letters find more.").arg(search.count(search.total)).arg(search.found)
            : search.more ? qsTr("More than %1 hits of %2. More letters find fewer.").arg(search.count(search.hits)).arg(search.count(search.total))
            : qsTr("Hits: %1 of %2").arg(search.count(search.hits)).arg(search.count(search.total))
    }

    // Another search, or none: the field says what stands below it.
    function show(): void {
        if (!pause.running && field.text.trim() !== found)
            field.text = found;
    }
    onFoundChanged: show()
    Component.onCompleted: show()

    // Each letter would be a look into the store; the pause of a finger is one.
    Timer {
        id: pause
        interval: 200
        onTriggered: search.searched(field.text)
    }
}
