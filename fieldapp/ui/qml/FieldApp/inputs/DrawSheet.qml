import QtQuick
import FieldApp
import FieldApp.Items

// A sheet to draw on: on white paper, or over a picture. Strokes are taken back one by one.
PickSheet {
    id: sheet

    property string picture
    property string line
    signal drawn(InkPad pad)

    fills: true
    sheetWidth: Theme.sheetWidth * 1.4
    doneText: qsTr("Take it over")
    doneBlocked: pad.isEmpty
    onDone: drawn(pad)
    foot: [
        QuietButton {
            objectName: "undoStroke"
            enabled: !pad.isEmpty
            iconName: "undo"
            text: qsTr("Last stroke")
            onClicked: pad.undo()
        },
        QuietButton {
            objectName: "clearStrokes"
            visible: !Theme.compact
            enabled: !pad.isEmpty
            text: qsTr("All anew")
            onClicked: pad.clear()
        }
    ]

    Rectangle {
        width: sheet.innerWidth
        height: sheet.innerHeight - Theme.gap16
        radius: Theme.radiusControl
        color: sheet.picture === "" ? "white" : Theme.sunken
        border.width: Theme.strong
        border.color: Theme.border

        Image {
            anchors.fill: pad
            source: sheet.picture
            sourceSize: Qt.size(1600, 1600)
            fillMode: Image.PreserveAspectFit
        }
        Rectangle {
            visible: sheet.line !== ""
            x: Theme.gap32
            y: parent.height * 0.75
            width: parent.width - 2 * Theme.gap32
            height: Theme.strong
            color: Theme.paperLine
        }
        InkPad {
            id: pad
            objectName: "ink"
            anchors.fill: parent
            anchors.margins: Theme.strong
            ink: sheet.picture === "" ? Theme.paperInk : Theme.paperMark
            Accessible.role: Accessible.Canvas
            Accessible.name: sheet.title
        }
    }
}
