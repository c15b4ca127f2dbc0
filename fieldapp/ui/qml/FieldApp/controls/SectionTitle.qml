import QtQuick
import QtQuick.Layouts
import FieldApp

RowLayout {
    id: section

    property string text
    property string count
    property string note
    property color noteColor: Theme.textSecondary
    property bool noteStrong: false

    spacing: Theme.gap8

    AppLabel {
        text: section.text
        size: Theme.row
        strong: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    AppLabel {
        text: section.count
        size: Theme.row
        quiet: true
        visible: text !== ""
    }
    Item { Layout.fillWidth: true }
    AppLabel {
        text: section.note
        size: Theme.caption
        strong: section.noteStrong
        color: section.noteColor
        visible: text !== ""
        wrapMode: Text.NoWrap
    }
}
