pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Whether the order can be done without network: one sentence, then what was looked at (ACC-6).
Rectangle {
    id: panel

    required property OrderViewModel order
    readonly property color ink: order.complete ? Theme.success : Theme.warning

    implicitHeight: column.implicitHeight + 2 * Theme.gap12
    radius: Theme.radiusPanel
    color: order.complete ? Theme.successSoft : Theme.warningSoft
    border.width: Theme.sunlight ? Theme.strong : 0
    border.color: ink

    ColumnLayout {
        id: column
        x: Theme.gap16
        y: Theme.gap12
        width: parent.width - 2 * Theme.gap16
        spacing: Theme.gap8
        RowLayout {
            spacing: Theme.gap12
            AppIcon {
                name: panel.order.complete ? "cloud_done" : "warning"
                tint: panel.ink
            }
            AppLabel {
                text: panel.order.readyTitle
                strong: true
                color: panel.ink
                Layout.fillWidth: true
            }
        }
        Flow {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap32 + Theme.gap4
            spacing: Theme.gap24
            Repeater {
                model: panel.order.readiness
                Row {
                    id: item
                    required property string text
                    required property bool present
                    spacing: Theme.gap8
                    AppIcon {
                        name: item.present ? "check_circle-fill" : "error-fill"
                        size: Theme.iconLine
                        tint: item.present ? Theme.success : Theme.warning
                    }
                    AppLabel {
                        text: item.text
                        size: Theme.caption
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }
}
