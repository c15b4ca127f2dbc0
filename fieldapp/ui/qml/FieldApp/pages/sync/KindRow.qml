import QtQuick
import QtQuick.Layouts
import FieldApp

// One kind of thing on its way: what, what about it, how many, and how far.
RowLayout {
    id: row

    property string title
    property string detail
    property string count
    property string iconName
    property real fraction: 0
    // "done", "waiting" or "moving"
    property string look
    readonly property color ink: look === "done" ? Theme.success : Theme.primary

    spacing: Theme.gap16
    Accessible.role: Accessible.StaticText
    Accessible.name: title + " " + detail + " " + count

    AppIcon {
        name: row.iconName
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
