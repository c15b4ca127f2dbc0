import QtQuick
import FieldApp

// The head of a sheet: what it is about, and the cross that closes it.
Item {
    id: header

    property string title
    property string subtitle
    signal closed

    implicitHeight: Math.max(Theme.header, words.implicitHeight + Theme.gap16)

    Column {
        id: words
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - cross.width
        AppLabel {
            width: parent.width
            text: header.title
            size: Theme.title
            strong: true
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        AppLabel {
            width: parent.width
            visible: text !== ""
            text: header.subtitle
            size: Theme.caption
            quiet: true
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
    }
    IconButton {
        id: cross
        objectName: "closeSheet"
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        tinted: false
        iconName: "close"
        text: qsTr("Close")
        onClicked: header.closed()
    }
}
