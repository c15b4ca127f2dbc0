import QtQuick
import FieldApp

// The measures that head and rows of a grid of questions share.
QtObject {
    property real width
    property int count

    readonly property real cell: Math.min(Theme.keyWidth * 1.5, width * 0.6 / Math.max(1, count))
    readonly property bool narrow: count === 0 || cell < Theme.keyWidth * Theme.textScale * 0.75
}
