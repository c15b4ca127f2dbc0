import QtQuick
import QtQuick.Layouts
import FieldApp

// One kind of thing on its way: what, what about it, how many, and how far.
RowLayout {
    id: row

    required property string kind
    required property string icon
    required property string title
    required property string detail
    required property string count
    required property real fraction
    // "done", "waiting" or "moving"
    required property string look
    readonly property color ink: look === "done" ? Theme.success : Theme.primary

    spacing: Theme.gap16
    Accessible.role: Accessible.StaticText
    Accessible.name: title + " " + detail + " " + count

    AppIcon {
        name: row.icon
        size: Theme.iconRail
        tint: Theme.textSecondary
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0
        RowLayout {
            spacing: Theme.gap8
            AppLabel {
                text: row.title
                strong: true
                Layout.fillWidth: true
            }
            AppLabel {
                text: row.count
                size: Theme.caption
                color: row.look === "done" ? Theme.success : Theme.textSecondary
                wrapMode: Text.NoWrap
            }
            AppIcon {
                name: row.look === "done" ? "check" : ""
                size: Theme.iconLine
                tint: Theme.success
            }
        }
        AppLabel {
            text: row.detail
            size: Theme.caption
            quiet: true
            Layout.fillWidth: true
        }
        MeterBar {
            fraction: row.fraction
            name: row.title
            ink: row.ink
            visible: row.look !== "waiting"
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap4
        }
    }
}
