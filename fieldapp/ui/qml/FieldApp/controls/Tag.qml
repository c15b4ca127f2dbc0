import QtQuick
import FieldApp

// A small fact: a word, mostly with an icon; its tone is one of the five meanings.
Rectangle {
    id: tag

    enum Tone { Neutral, Info, Success, Warning, Danger }

    property string text
    property string iconName
    property int tone: Tag.Neutral
    readonly property color ink: tone === Tag.Success ? Theme.success : tone === Tag.Warning ? Theme.warning
        : tone === Tag.Danger ? Theme.danger : tone === Tag.Info ? Theme.inkOnPrimarySoft : Theme.textSecondary

    implicitWidth: row.implicitWidth + 2 * Theme.gap8
    implicitHeight: Math.max(Theme.badge, row.implicitHeight + Theme.gap4)
    radius: Theme.radiusTag
    color: tone === Tag.Success ? Theme.successSoft : tone === Tag.Warning ? Theme.warningSoft
        : tone === Tag.Danger ? Theme.dangerSoft : tone === Tag.Info ? Theme.primarySoft : Theme.sunken
    border.width: Theme.sunlight ? Theme.strong : 0
    border.color: ink
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.gap4
        AppIcon {
            name: tag.iconName
            size: Theme.iconTag
            tint: tag.ink
            anchors.verticalCenter: parent.verticalCenter
        }
        AppLabel {
            text: tag.text
            size: Theme.caption
            medium: true
            color: tag.ink
            wrapMode: Text.NoWrap
        }
    }
}
