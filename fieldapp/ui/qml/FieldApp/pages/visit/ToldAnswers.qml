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
        AnswerRow {
            required property string title
            required value
            Layout.fillWidth: true
            text: title
        }
    }
}
