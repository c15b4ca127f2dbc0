pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Answers in words under a title: question left, answer right; nothing at all where there are none.
ColumnLayout {
    id: told

    property string title
    property string note
    required property Rows answers

    visible: rows.count > 0
    spacing: 0

    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap8
        spacing: Theme.gap8
        AppLabel {
            text: told.title
            medium: true
        }
        AppLabel {
            text: rows.count
            quiet: true
        }
    }
    AppLabel {
        text: told.note
        size: Theme.caption
        quiet: true
        Layout.fillWidth: true
    }
    Repeater {
        id: rows
        model: told.answers
        Item {
            id: line
            required property string title
            required property string value
            Layout.fillWidth: true
            implicitHeight: Math.max(Theme.target, row.implicitHeight + Theme.gap16)
            Accessible.role: Accessible.StaticText
            Accessible.name: title + " " + value
            RowLayout {
                id: row
                anchors.fill: parent
                spacing: Theme.gap16
                AppLabel {
                    text: line.title
                    Layout.fillWidth: true
                }
                AppLabel {
                    text: line.value
                    medium: true
                    horizontalAlignment: Text.AlignRight
                    Layout.maximumWidth: told.width / 2
                }
            }
            Hairline {
                anchors.bottom: parent.bottom
                width: parent.width
            }
        }
    }
}
