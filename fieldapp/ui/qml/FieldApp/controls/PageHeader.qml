import QtQuick
import QtQuick.Layouts
import FieldApp

// 80 px: title with its badge, a line below, actions at the right. `back` shows the arrow. What is given to `beside`
// stands directly after both lines, in their middle, if the page is `flanked`: that takes width from the lines.
RowLayout {
    id: header

    property string title
    property string subtitle
    property bool back: false
    property int level: 0
    property alias beside: beside.data
    default property alias trailing: trailing.data
    property bool flanked: false
    signal backPressed

    implicitHeight: Math.max(Theme.header, words.implicitHeight + Theme.gap16)
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
        Layout.maximumWidth: header.flanked ? Math.ceil(Math.max(measure.implicitWidth, lineMeasure.implicitWidth)) + Theme.strong : Infinity
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
        AppLabel {
            id: lineMeasure
            visible: false
            text: header.subtitle
            size: Theme.caption
            wrapMode: Text.NoWrap
        }
    }
    RowLayout {
        id: beside
        visible: header.flanked
        spacing: Theme.gap16
    }
    Item {
        visible: header.flanked
        Layout.fillWidth: true
    }
    RowLayout {
        id: trailing
        spacing: Theme.gap12
    }
}
