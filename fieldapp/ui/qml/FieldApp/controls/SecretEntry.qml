import QtQuick
import QtQuick.Layouts
import FieldApp

// A PIN on its pad, or a passphrase in a field that does not show it: what opens this tablet decides which.
FocusScope {
    id: entry

    property bool passphrase: false
    property bool busy: false
    property bool wrong: false
    property string action: qsTr("Unlock")
    readonly property bool empty: passphrase ? words.text === "" : pad.entered === ""
    signal complete(string secret)
    // The first sign of a new try.
    signal begun

    function begin(): void {
        if (passphrase)
            words.forceActiveFocus();
        else
            pad.forceActiveFocus();
    }
    function clear(): void {
        pad.entered = "";
        words.text = "";
    }
    function send(): void {
        if (!busy && words.text !== "")
            complete(words.text);
    }

    implicitWidth: passphrase ? Theme.sidePane : pad.implicitWidth
    implicitHeight: passphrase ? written.implicitHeight : pad.implicitHeight
    focus: true
    onEmptyChanged: if (!empty) begun()
    onPassphraseChanged: if (activeFocus) begin()

    PinPad {
        id: pad
        objectName: "pinPad"
        visible: !entry.passphrase
        focus: visible
        anchors.horizontalCenter: parent.horizontalCenter
        busy: entry.busy
        wrong: entry.wrong
        onComplete: pin => entry.complete(pin)
    }
    ColumnLayout {
        id: written
        visible: entry.passphrase
        width: parent.width
        spacing: Theme.gap16
        TextEntry {
            id: words
            objectName: "passphrase"
            focus: entry.passphrase
            enabled: !entry.busy
            wrong: entry.wrong
            echoMode: TextInput.Password
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
            placeholderText: qsTr("Passphrase")
            onAccepted: entry.send()
            Layout.fillWidth: true
        }
        PrimaryButton {
            objectName: "sendPassphrase"
            text: entry.action
            blocked: entry.busy || words.text === ""
            onClicked: entry.send()
            Layout.fillWidth: true
        }
    }
}
