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
            required property string kind
            required property string icon
            required property string state
            objectName: "kind-" + kind
            iconName: icon
            look: state
            Layout.fillWidth: true
        }
    }
    RowLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true
        AppIcon {
            name: "history"
            size: Theme.iconLine
            tint: Theme.textSecondary
        }
        AppLabel {
            objectName: "last"
            text: overview.vm.lastText
            size: Theme.caption
            quiet: true
            Layout.fillWidth: true
        }
    }
}
