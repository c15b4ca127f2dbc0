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
        ChangeRow {
            required property string key
            required property string kind
            required word
            required property string title
            required detail
            objectName: "change-" + key
            Layout.fillWidth: true
            tone: kind === "more" ? Tag.Info : kind === "less" ? Tag.Warning : Tag.Neutral
            text: title
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
