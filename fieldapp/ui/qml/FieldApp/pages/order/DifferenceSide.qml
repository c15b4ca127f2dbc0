import QtQuick
import QtQuick.Layouts
import FieldApp

// One of two values that differ: which it is, what it says, who wrote it and when.
ColumnLayout {
    id: side

    required property string label
    required property string value
    required property string who
    property bool strong: false

    Layout.fillWidth: true
    Layout.preferredWidth: 1
    Layout.alignment: Qt.AlignTop
    spacing: 0
    AppLabel {
        text: side.label
        size: Theme.caption
        color: Theme.textSecondary
        Layout.fillWidth: true
    }
    AppLabel {
        text: side.value
        size: Theme.row
        strong: side.strong
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    AppLabel {
        text: side.who
        size: Theme.caption
        color: Theme.textSecondary
        Layout.fillWidth: true
    }
}
