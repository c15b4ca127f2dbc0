pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import FieldApp
import FieldApp.ViewModels

// The report as it will be printed: look, print, take a copy along.
Rectangle {
    id: page

    required property ReportViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    color: Theme.background

    Rectangle {
        id: head
        width: parent.width
        height: title.height
        color: Theme.surface
        PageHeader {
            id: title
            x: Theme.gap16
            width: parent.width - Theme.gap16 - Theme.margin
            height: Math.max(Theme.header, implicitHeight)
            back: true
            title: qsTr("Service report")
            subtitle: [page.vm.numberText, page.vm.customer].filter(part => part !== "").join("·")
            onBackPressed: page.navigator.back()
            Tag {
                objectName: "paperState"
                visible: page.vm.loaded
                text: page.vm.signed ? qsTr("Signed") : qsTr("Not signed yet")
                tone: page.vm.signed ? Tag.Success : Tag.Neutral
                iconName: page.vm.signed ? "check" : ""
            }
            HeaderActions {
                shell: page.shell
                navigator: page.navigator
            }
        }
        Hairline {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
    PaperView {
        objectName: "paper"
        anchors.top: head.bottom
        anchors.bottom: foot.top
        width: parent.width
        pages: page.vm.pages
        begun: page.vm.loaded
    }
    NoticeBar {
        objectName: "paperMessage"
        visible: page.vm.message !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.gap16
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sheetWidth)
        text: page.vm.message
        tone: Tag.Success
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        primaryText: qsTr("Back to the visit")
        onPrimary: page.navigator.back()
        QuietButton {
            objectName: "print"
            enabled: page.vm.loaded && !page.vm.busy
            text: qsTr("Print")
            onClicked: page.vm.printOut()
        }
        QuietButton {
            objectName: "saveCopy"
            enabled: page.vm.loaded && !page.vm.busy
            text: qsTr("Save a copy")
            onClicked: folders.open()
        }
    }
    FolderDialog {
        id: folders
        title: qsTr("Where to save the copy")
        onAccepted: page.vm.saveCopy(selectedFolder)
    }
}
