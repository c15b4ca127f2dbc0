import QtQuick
import QtQuick.Layouts
import FieldApp

// One message or its answer: when and who above, the words, and how far an own message has come.
Rectangle {
    id: entry

    property string head
    property string words
    property string stateWords
    property string look
    readonly property bool reply: look === "reply"

    implicitHeight: column.implicitHeight + 2 * Theme.gap12
    radius: Theme.radiusControl
    color: reply ? Theme.primarySoft : Theme.sunken
    border.width: Theme.sunlight ? Theme.strong : 0
    border.color: Theme.border
    Accessible.role: Accessible.ListItem
    Accessible.name: head + " " + words + " " + stateWords

    ColumnLayout {
        id: column
        x: Theme.gap16
        y: Theme.gap12
        width: parent.width - 2 * Theme.gap16
        spacing: Theme.gap4
        RowLayout {
            spacing: Theme.gap12
            Layout.fillWidth: true
            AppLabel {
                text: entry.head
                size: Theme.caption
                quiet: !entry.reply
                color: entry.reply ? Theme.inkOnPrimarySoft : Theme.textSecondary
                Layout.fillWidth: true
            }
            Tag {
                visible: entry.stateWords !== ""
                text: entry.stateWords
                iconName: entry.look === "answered" ? "check" : entry.look === "sent" ? "cloud_done" : "schedule"
                tone: entry.look === "answered" ? Tag.Success : entry.look === "sent" ? Tag.Neutral : Tag.Warning
            }
        }
        AppLabel {
            text: entry.words
            color: entry.reply ? Theme.inkOnPrimarySoft : Theme.text
            Layout.fillWidth: true
        }
    }
}
