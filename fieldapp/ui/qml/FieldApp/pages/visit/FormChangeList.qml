pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What is different between two versions: one line a question, what asks for more first.
ColumnLayout {
    id: list

    required property FormMoveViewModel move
    spacing: 0

    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("What changes")
    }
    AppLabel {
        objectName: "changeNumbers"
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap4
        Layout.bottomMargin: Theme.gap8
        text: list.move.changesText
    }
    Repeater {
        model: list.move.changes
        Item {
            id: line
            required property string key
            required property string word
            required property string tone
            required property string title
            required property string detail
            objectName: "change-" + key
            Layout.fillWidth: true
            implicitHeight: Math.max(Theme.rowTwoLines, row.implicitHeight + Theme.gap16)
            Accessible.role: Accessible.StaticText
            Accessible.name: word + " " + title + " " + detail
            RowLayout {
                id: row
                anchors.fill: parent
                spacing: Theme.gap16
                Item {
                    Layout.preferredWidth: Math.max(Theme.timeColumn * Theme.textScale, kind.implicitWidth)
                    implicitWidth: kind.implicitWidth
                    implicitHeight: kind.implicitHeight
                    Tag {
                        id: kind
                        text: line.word
                        tone: line.tone === "more" ? Tag.Info : line.tone === "less" ? Tag.Warning : Tag.Neutral
                    }
                }
                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0
                    AppLabel {
                        text: line.title
                        medium: true
                        Layout.fillWidth: true
                    }
                    AppLabel {
                        text: line.detail
                        visible: text !== ""
                        size: Theme.caption
                        quiet: true
                        Layout.fillWidth: true
                    }
                }
            }
            Hairline {
                anchors.bottom: parent.bottom
                width: parent.width
            }
        }
    }
    AppLabel {
        visible: text !== ""
        text: list.move.moreText
        quiet: true
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap8
    }
}
