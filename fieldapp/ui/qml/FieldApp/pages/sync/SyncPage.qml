pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Sync: what is running left, what needs a person right; in portrait one below the other.
Item {
    id: page

    required property SyncViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    Item {
        id: pane
        width: Theme.compact ? parent.width : Theme.listPane
        height: parent.height - foot.height
        PageHeader {
            id: header
            x: Theme.margin
            width: parent.width - 2 * x
            height: Theme.header
            title: qsTr("Sync")
            HeaderActions {
                visible: Theme.compact
                shell: page.shell
                navigator: page.navigator
            }
        }
        Flickable {
            anchors.top: header.bottom
            anchors.bottom: parent.bottom
            width: parent.width
            contentHeight: all.implicitHeight + Theme.gap24
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            ColumnLayout {
                id: all
                x: Theme.margin
                width: parent.width - 2 * x
                spacing: Theme.gap32
                SyncOverview {
                    vm: page.vm
                    Layout.fillWidth: true
                }
                Loader {
                    active: Theme.compact
                    visible: active
                    sourceComponent: problems
                    Layout.fillWidth: true
                }
                Loader {
                    active: Theme.compact
                    visible: active
                    sourceComponent: stick
                    Layout.fillWidth: true
                }
            }
        }
    }
    Hairline {
        visible: !Theme.compact
        x: pane.width - width
        height: pane.height
        width: Theme.hairline
    }
    Rectangle {
        visible: !Theme.compact
        anchors.left: pane.right
        anchors.right: parent.right
        height: pane.height
        color: Theme.surface
        PageHeader {
            id: right
            x: Theme.marginWide
            width: parent.width - x - Theme.margin
            height: Theme.header
            title: page.vm.problemCount > 0 ? qsTr("%n thing(s) to look at", "", page.vm.problemCount)
                : page.vm.officeCount > 0 ? qsTr("With the office") : ""
            HeaderActions {
                shell: page.shell
                navigator: page.navigator
            }
        }
        Flickable {
            anchors.top: right.bottom
            anchors.bottom: way.top
            width: parent.width
            contentHeight: wide.implicitHeight + Theme.gap24
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            Loader {
                id: wide
                x: Theme.marginWide
                width: parent.width - 2 * x
                active: !Theme.compact
                sourceComponent: problems
            }
        }
        // The way out without a network stays in sight, however much there is above it.
        Hairline {
            anchors.bottom: way.top
            width: parent.width
        }
        Loader {
            id: way
            x: Theme.marginWide
            anchors.bottom: parent.bottom
            anchors.bottomMargin: -Theme.hairline // the row's line is that of the bar below it
            width: parent.width - x - Theme.margin
            active: !Theme.compact
            sourceComponent: stick
        }
    }
    Component {
        id: problems
        ColumnLayout {
            spacing: Theme.gap32
            SyncProblems {
                vm: page.vm
                Layout.fillWidth: true
            }
            FilesChoice {
                vm: page.vm
                Layout.fillWidth: true
            }
        }
    }
    Component {
        id: stick
        ListRow {
            objectName: "stick"
            text: qsTr("No network? Take a stick")
            detail: qsTr("A sealed file for the depot, and its answer")
            iconName: "swap_horiz"
            sideMargin: 0
            onClicked: page.navigator.open("stick", "")
        }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        primaryText: page.vm.running ? "" : page.vm.needsAnotherName ? qsTr("Enrol anew") : qsTr("Sync now")
        primaryIcon: page.vm.needsAnotherName ? "verified" : "sync"
        onPrimary: if (page.vm.needsAnotherName) page.vm.renameAsked(); else page.vm.syncNow()
        SecondaryButton {
            objectName: "syncAgain"
            visible: page.vm.needsAnotherName && !page.vm.running
            text: qsTr("Sync now")
            onClicked: page.vm.syncNow()
        }
        SecondaryButton {
            objectName: "pause"
            visible: !page.vm.paused && !page.vm.needsAnotherName
            text: qsTr("Pause")
            onClicked: page.vm.pause()
        }
    }
}
