pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// The way to scale: travel, buffer, early; captions below where `captions` is set.
Item {
    id: bar

    property real travel: 1
    property real buffer: 0
    property real early: 0
    property bool captions: true
    property string travelWords
    property string bufferWords
    property string earlyWords

    readonly property real unit: (width - 2 * Theme.gap4) / Math.max(1, travel + buffer + early)
    readonly property list<var> pieces: [
        { minutes: travel, words: travelWords, fill: Theme.barTravel, outline: false },
        { minutes: buffer, words: bufferWords, fill: Theme.barBuffer, outline: false },
        { minutes: early, words: earlyWords, fill: Theme.barEarly, outline: true }]

    implicitHeight: Theme.gap12 + (captions ? Theme.caption * 1.5 + Theme.gap4 : 0)
    implicitWidth: Theme.sidePane
    Accessible.role: Accessible.StaticText
    Accessible.name: travelWords + ", " + bufferWords + ", " + earlyWords

    Row {
        id: row
        width: parent.width
        spacing: Theme.gap4
        Repeater {
            model: bar.pieces
            Item {
                id: piece
                required property var modelData
                visible: modelData.minutes > 0
                width: modelData.minutes * bar.unit
                height: Theme.gap12
                Rectangle {
                    anchors.fill: parent
                    radius: Theme.gap4
                    color: piece.modelData.fill
                    border.width: piece.modelData.outline ? Theme.strong : 0
                    border.color: Theme.barTravel
                }
                AppLabel {
                    visible: bar.captions
                    y: Theme.gap12 + Theme.gap4
                    text: piece.modelData.words
                    size: Theme.caption
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
