import QtQuick
import FieldApp
import FieldApp.Items

// The frame around the ink: a line to write on, whose name belongs there, and a way to begin again.
Rectangle {
    id: frame

    property string signer
    readonly property InkPad pad: ink
    signal inked(bool present)

    function clear() { ink.clear() }

    implicitHeight: Theme.signaturePad
    radius: Theme.radiusPanel
    color: Theme.surface
    border.width: Theme.strong
    border.color: Theme.border

    Rectangle {
        id: line
        x: Theme.gap32
        y: parent.height - who.height - 2 * Theme.gap12 - height
        width: parent.width - 2 * Theme.gap32
        height: Theme.strong
        color: Theme.line
    }
    AppLabel {
        id: who
        x: Theme.gap32
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap12
        text: frame.signer
        quiet: true
    }
    InkPad {
        id: ink
        objectName: "ink"
        anchors.fill: parent
        anchors.margins: Theme.strong
        ink: Theme.text
        onChanged: frame.inked(!isEmpty)
        Accessible.role: Accessible.Canvas
        Accessible.name: qsTr("Signature")
    }
    QuietButton {
        objectName: "signAgain"
        visible: !ink.isEmpty
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap24
        y: Theme.gap4
        iconName: "undo"
        text: qsTr("Sign again")
        accent: true
        size: Theme.body
        onClicked: ink.clear()
    }
}
