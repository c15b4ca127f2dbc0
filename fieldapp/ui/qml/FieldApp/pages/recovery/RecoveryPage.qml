pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// After damage: what was put back, what the next sync brings, what is gone. One way out, and it is not shown again.
Rectangle {
    id: page

    required property RecoveryViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    color: Theme.background

    ColumnLayout {
        anchors.top: parent.top
        anchors.bottom: foot.top
        anchors.topMargin: Theme.margin
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width - 2 * Theme.margin, 2 * Theme.listPane)
        spacing: Theme.gap16
        AppLabel {
            objectName: "title"
            text: page.vm.title
            size: Theme.title
            strong: true
            Layout.fillWidth: true
        }
        AppLabel {
            objectName: "story"
            text: page.vm.story
            Layout.fillWidth: true
        }
        RowList {
            objectName: "findings"
            model: page.vm.findings
            Layout.fillWidth: true
            Layout.fillHeight: true
            delegate: ListRow {
                required property string key
                required property string picture
                required property string what
                required property string more
                objectName: "finding-" + key
                width: ListView.view.width
                iconName: picture
                iconTint: key === "lost" ? Theme.danger : key === "contact" ? Theme.warning : Theme.textSecondary
                text: what
                detail: more
                pressable: false
            }
        }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "understood"
        primaryText: page.vm.accept
        onPrimary: page.vm.understood()
    }
}
