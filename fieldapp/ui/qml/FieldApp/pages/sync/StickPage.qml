pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// No network: the file for the depot is written, and the depot's answer taken over.
Rectangle {
    id: page

    required property StickViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    color: Theme.surface

    PageHeader {
        id: title
        x: Theme.gap16
        width: parent.width - Theme.gap16 - Theme.margin
        height: Math.max(Theme.header, implicitHeight)
        back: true
        title: qsTr("By USB stick")
        onBackPressed: page.navigator.back()
        HeaderActions {
            shell: page.shell
            navigator: page.navigator
        }
    }
    ColumnLayout {
        anchors.top: title.bottom
        x: Theme.margin
        width: Math.min(parent.width - 2 * x, Theme.sheetWidth)
        spacing: Theme.gap24
        AppLabel {
            text: qsTr("Without a network your records travel on a stick. The file is sealed: only the centre can read it.")
            quiet: true
            Layout.fillWidth: true
        }
        ListRow {
            objectName: "handOut"
            text: qsTr("1. Write the file for the depot")
            detail: qsTr("Choose the stick, then hand it to the depot. Nothing is lost if it gets lost: your records stay here.")
            iconName: "arrow_upward"
            sideMargin: 0
            enabled: page.vm.busy === ""
            Layout.fillWidth: true
            onClicked: folders.open()
        }
        ListRow {
            objectName: "takeIn"
            text: qsTr("2. Bring back the answer")
            detail: qsTr("The depot writes a file “answer-….fab” on the stick. Choose it here; without it, the next sync tells the same.")
            iconName: "arrow_downward"
            sideMargin: 0
            enabled: page.vm.busy === ""
            Layout.fillWidth: true
            onClicked: files.open()
        }
        RowLayout {
            visible: page.vm.busy !== ""
            spacing: Theme.gap12
            Layout.fillWidth: true
            AppIcon {
                name: "timer"
                tint: Theme.textSecondary
            }
            AppLabel {
                objectName: "busy"
                text: page.vm.busy
                Layout.fillWidth: true
            }
        }
        RowLayout {
            visible: page.vm.message !== ""
            spacing: Theme.gap12
            Layout.fillWidth: true
            AppIcon {
                name: "task_alt"
                tint: Theme.success
                Layout.alignment: Qt.AlignTop
            }
            AppLabel {
                objectName: "message"
                text: page.vm.message
                strong: true
                Layout.fillWidth: true
            }
        }
    }
    FolderDialog {
        id: folders
        title: qsTr("Where is the stick?")
        onAccepted: page.vm.handOut(selectedFolder)
    }
    FileDialog {
        id: files
        title: qsTr("The depot's answer")
        nameFilters: [qsTr("The depot's answer") + " (*.fab)"]
        onAccepted: page.vm.takeIn(selectedFile)
    }
}
