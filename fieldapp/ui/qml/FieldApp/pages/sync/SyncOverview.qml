pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What is running, kind by kind, and when last everything was at the centre.
ColumnLayout {
    id: overview

    required property SyncViewModel vm
    readonly property color ink: vm.state === SyncViewModel.Problem ? Theme.danger
        : vm.state === SyncViewModel.Synced ? Theme.success : Theme.text

    spacing: Theme.gap24

    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        AppLabel {
            objectName: "headline"
            text: overview.vm.headline
            size: Theme.figure
            strong: true
            color: overview.ink
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        AppLabel {
            objectName: "detail"
            text: overview.vm.detail
            quiet: true
            Layout.fillWidth: true
        }
    }
    Repeater {
        model: overview.vm.kinds
        KindRow {
            objectName: "kind-" + kind
            Layout.fillWidth: true
        }
    }
    ColumnLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true
        Repeater {
            model: [
                { name: "last", icon: "history", text: overview.vm.lastText },
                { name: "next", icon: "timer", text: overview.vm.nextText },
                { name: "clock", icon: "schedule", text: overview.vm.clockText }]
            RowLayout {
                id: line
                required property var modelData
                visible: modelData.text !== ""
                spacing: Theme.gap8
                Layout.fillWidth: true
                AppIcon {
                    name: line.modelData.icon
                    size: Theme.iconLine
                    tint: Theme.textSecondary
                }
                AppLabel {
                    objectName: line.modelData.name
                    text: line.modelData.text
                    size: Theme.caption
                    quiet: true
                    Layout.fillWidth: true
                }
            }
        }
    }
}
