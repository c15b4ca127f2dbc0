import QtQuick
import QtQuick.Layouts
import FieldApp

// 80 px: title with what stands beside it (badge, clock), a line below, actions at the right. `back` shows the arrow.
RowLayout {
    id: header

    property string title
    property string subtitle
    property bool back: false
    property int level: 0
    default property alias trailing: trailing.data
    signal backPressed

    implicitHeight: Math.max(Theme.header, words.implicitHeight)
    spacing: Theme.gap16

    IconButton {
        visible: header.back
        tinted: false
        iconName: "arrow_back"
        text: qsTr("Back")
        Layout.leftMargin: -Theme.gap12
        onClicked: header.backPressed()
    }
    ColumnLayout {
        id: words
        spacing: 0
        Layout.fillWidth: true
        RowLayout {
            spacing: Theme.gap12
            AppLabel {
                text: header.title
                size: Theme.title
                strong: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.captionRail
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
                Layout.maximumWidth: measure.implicitWidth
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            AppLabel {
                id: measure
                visible: false
                text: header.title
                size: Theme.title
                strong: true
                wrapMode: Text.NoWrap
            }
            SeverityBadge {
                visible: header.level > 0
                level: Math.max(1, header.level)
            }
            Item { Layout.fillWidth: true }
        }
        AppLabel {
            text: header.subtitle
            visible: text !== ""
            size: Theme.caption
            quiet: true
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.captionLeast
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Layout.fillWidth: true
        }
    }
    RowLayout {
        id: trailing
        spacing: Theme.gap12
    }
}
