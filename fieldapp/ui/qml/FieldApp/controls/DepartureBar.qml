pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// The way to scale: travel, buffer, early; a caption under the beginning of each piece, moved aside where it is tight.
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
    readonly property real bufferX: travel * unit + Theme.gap4
    readonly property real earlyX: bufferX + buffer * unit + (buffer > 0 ? Theme.gap4 : 0)
    readonly property real earlyCaptionX: Math.min(earlyX, width - earlyCaption.implicitWidth)
    readonly property real bufferCaptionX: Math.min(bufferX, earlyCaptionX - bufferCaption.implicitWidth - Theme.gap8)

    implicitHeight: Theme.gap12 + (captions ? travelCaption.implicitHeight + Theme.gap4 : 0)
    implicitWidth: Theme.sidePane
    Accessible.role: Accessible.StaticText
    Accessible.name: travelWords + ", " + bufferWords + ", " + earlyWords

    component Piece: Rectangle {
        height: Theme.gap12
        radius: Theme.gap4
        visible: width > 0
    }
    component Caption: AppLabel {
        visible: bar.captions && text !== ""
        y: Theme.gap12 + Theme.gap4
        size: Theme.caption
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Piece {
        width: bar.travel * bar.unit
        color: Theme.barTravel
    }
    Piece {
        x: bar.bufferX
        width: bar.buffer * bar.unit
        color: Theme.barBuffer
    }
    Piece {
        x: bar.earlyX
        width: bar.early * bar.unit
        color: Theme.barEarly
        border.width: Theme.strong
        border.color: Theme.barTravel
    }
    Caption {
        id: travelCaption
        text: bar.travelWords
    }
    Caption {
        id: bufferCaption
        x: bar.bufferCaptionX
        text: bar.buffer > 0 ? bar.bufferWords : ""
    }
    Caption {
        id: earlyCaption
        x: bar.earlyCaptionX
        text: bar.early > 0 ? bar.earlyWords : ""
    }
}
