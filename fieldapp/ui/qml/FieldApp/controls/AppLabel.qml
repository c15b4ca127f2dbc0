import QtQuick
import FieldApp

// Every text of the application: a size of the scale with its line height, one of three weights, one of three tones.
Text {
    id: label

    property real size: Theme.body
    property bool strong: false
    property bool medium: false
    property bool quiet: false

    color: quiet ? Theme.textSecondary : Theme.text
    font.family: Theme.family
    font.pixelSize: Math.round(size)
    font.weight: strong ? Theme.weightStrong : medium ? Theme.weightMedium : Theme.weightNormal
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.round(size * (size <= Theme.body ? 1.5 : size <= Theme.title ? 1.46 : size <= Theme.figure ? 1.43 : 1.17))
    verticalAlignment: Text.AlignVCenter
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
}
