import QtQuick
import QtQuick.Layouts
import FieldApp

// What is different: the kind of change as a tag in its own column, what it is about, what it says now.
Item {
    id: change

    property string word
    property int tone: Tag.Neutral
    property string text
    property string detail

    implicitHeight: Math.max(Theme.rowTwoLines, row.implicitHeight + Theme.gap16)
    implicitWidth: Theme.sidePane
    Accessible.role: Accessible.StaticText
    Accessible.name: word + " " + text + " " + detail

    RowLayout {
        id: row
        anchors.fill: parent
        spacing: Theme.gap16
        Item {
            Layout.preferredWidth: Math.max(Theme.timeColumn * Theme.textScale, kind.implicitWidth)
            implicitHeight: kind.implicitHeight
            Tag {
                id: kind
                text: change.word
                tone: change.tone
                Accessible.ignored: true
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            AppLabel {
                text: change.text
                medium: true
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            AppLabel {
                text: change.detail
                visible: text !== ""
                size: Theme.caption
                quiet: true
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
