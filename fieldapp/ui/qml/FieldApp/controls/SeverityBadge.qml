import QtQuick
import FieldApp

// Level 1 to 4: colour, number and word together.
Rectangle {
    id: badge

    required property int level
    readonly property list<string> levelWords: [qsTr("Urgent"), qsTr("Major"), qsTr("Normal"), qsTr("Low")]

    implicitWidth: row.implicitWidth + 2 * Theme.gap8
    implicitHeight: Math.max(Theme.badge, row.implicitHeight + Theme.gap4)
    radius: Theme.radiusTag
    color: level >= 1 && level <= 4 ? Theme.levelFill[level - 1] : "transparent"
    border.width: Theme.sunlight && level > 2 ? Theme.strong : 0
    border.color: Theme.text
    Accessible.role: Accessible.StaticText
    Accessible.name: level + " " + (levelWords[level - 1] ?? "")

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.gap8
        AppLabel {
            text: badge.level
            size: Theme.caption
            strong: true
            color: Theme.levelText[badge.level - 1] ?? Theme.text
        }
        AppLabel {
            text: badge.levelWords[badge.level - 1] ?? ""
            size: Theme.caption
            medium: true
            color: Theme.levelText[badge.level - 1] ?? Theme.text
        }
    }
}
