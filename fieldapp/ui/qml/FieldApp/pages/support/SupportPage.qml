pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The support bundle: its files left, the text of one right (below in portrait); then it is saved somewhere.
Rectangle {
    id: page

    required property SupportViewModel vm
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
            title: qsTr("Support bundle")
            onBackPressed: page.navigator.back()
            HeaderActions {
                visible: page.navigator.page !== "help" // before the lock there is no sync to look at
                shell: page.shell
                navigator: page.navigator
            }
        }
        Hairline {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
    GridLayout {
        anchors.top: head.bottom
        anchors.bottom: foot.top
        width: parent.width
        columns: Theme.compact ? 1 : 2
        columnSpacing: 0
        rowSpacing: 0
        Rectangle {
            color: Theme.surface
            implicitHeight: list.implicitHeight
            Layout.fillWidth: Theme.compact
            Layout.preferredWidth: Theme.listPane
            Layout.fillHeight: !Theme.compact
            ColumnLayout {
                id: list
                width: parent.width
                spacing: 0
                AppLabel {
                    objectName: "promise"
                    text: qsTr("Nothing about customers, no answers, no keys. Tap a file to read it before you save.")
                    quiet: true
                    Layout.fillWidth: true
                    Layout.margins: Theme.margin
                }
                Repeater {
                    model: page.vm.pieces
                    ListRow {
                        required property string name
                        required property string what
                        required property string size
                        required property bool shown
                        objectName: "piece-" + name
                        text: what
                        detail: name + "·" + size
                        iconName: "description"
                        selected: shown
                        sideMargin: Theme.margin
                        Layout.fillWidth: true
                        onClicked: page.vm.show(name)
                    }
                }
            }
        }
        RowList {
            objectName: "text"
            model: page.vm.lines
            topMargin: Theme.gap16
            bottomMargin: Theme.gap16
            Layout.fillWidth: true
            Layout.fillHeight: true
            delegate: AppLabel {
                required property string modelData
                width: ListView.view.width
                leftPadding: Theme.margin
                rightPadding: Theme.margin
                text: modelData
                size: Theme.caption
                wrapMode: Text.WrapAnywhere
                bottomPadding: Theme.gap4
            }
        }
    }
    NoticeBar {
        objectName: "supportMessage"
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
        objectNameOfPrimary: "saveBundle"
        primaryText: qsTr("Save the bundle")
        primaryBlocked: !page.vm.ready
        onPrimary: if (page.vm.ready) folders.open()
        QuietButton {
            text: qsTr("Back")
            onClicked: page.navigator.back()
        }
    }
    FolderDialog {
        id: folders
        title: qsTr("Where to save the bundle")
        onAccepted: page.vm.save(selectedFolder)
    }
}
