import QtQuick
import FieldApp
import FieldApp.ViewModels

// A drawing or manual, page below page.
Rectangle {
    id: page

    required property DocumentViewModel vm
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
            title: page.vm.title
            subtitle: page.vm.detail
            onBackPressed: page.navigator.back()
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
        anchors.bottom: parent.bottom
        width: parent.width
        pages: page.vm.pages
    }
}
