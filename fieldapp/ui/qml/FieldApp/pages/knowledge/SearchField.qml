import QtQuick
import FieldApp
import FieldApp.ViewModels

// Searches while someone types; Down goes to the hits, Esc and the cross empty it.
TextEntry {
    id: field

    required property KnowledgeViewModel vm
    signal downPressed

    objectName: "faultSearch"
    iconName: "search"
    placeholderText: qsTr("Code, symptom, part: any piece of it")
    inputMethodHints: Qt.ImhNoPredictiveText
    rightPadding: clear.visible ? clear.width : Theme.gap16
    onTextEdited: pause.restart()
    onAccepted: look()
    Keys.onDownPressed: downPressed()
    Keys.onEscapePressed: event => {
        event.accepted = text !== "";
        empty();
    }

    function look(): void {
        pause.stop();
        vm.search(text);
    }
    function empty(): void {
        text = "";
        look();
    }
    function show(): void {
        if (!pause.running && text !== vm.typed)
            text = vm.typed;
    }
    Component.onCompleted: show()

    Connections {
        target: field.vm
        function onTypedChanged() { field.show() }
    }
    // Less than a finger needs for the next letter; only what a fast hand types is looked for together.
    Timer {
        id: pause
        interval: 50
        onTriggered: field.look()
    }
    IconButton {
        id: clear
        objectName: "clearSearch"
        visible: field.text !== ""
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        tinted: false
        iconName: "close"
        text: qsTr("Empty the search")
        onClicked: {
            field.empty();
            field.forceActiveFocus();
        }
    }
}
