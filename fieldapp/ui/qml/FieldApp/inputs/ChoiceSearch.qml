import QtQuick
import FieldApp

// Finds choices of a list that is too long to be shown: pieces of a name or number, Chinese or not.
TextEntry {
    id: search

    property int total
    signal searched(string text)

    objectName: "choiceSearch"
    iconName: "search"
    placeholderText: qsTr("Search %1 choices").arg(total)
    inputMethodHints: Qt.ImhNoPredictiveText
    onTextEdited: pause.restart()
    onAccepted: {
        pause.stop();
        searched(text);
    }

    // Each letter would be a look into the store; the pause of a finger is one.
    Timer {
        id: pause
        interval: 200
        onTriggered: search.searched(search.text)
    }
}
