pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// Today: the day on a timeline left, the picked visit right; in portrait the countdown above, the timeline below.
Item {
    id: page

    required property TodayViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    DayTimeline {
        id: day
        vm: page.vm
        shell: page.shell
        navigator: page.navigator
        width: Theme.compact ? parent.width : Theme.listPane
        height: parent.height - (Theme.compact ? foot.height : 0)
    }
    Hairline {
        visible: !Theme.compact
        x: day.width - width
        height: parent.height
    }
    Rectangle {
        visible: !Theme.compact
        anchors.left: day.right
        anchors.right: parent.right
        height: parent.height
        color: Theme.surface
        NextVisit {
            anchors.fill: parent
            anchors.bottomMargin: foot.height
            visible: page.vm.order.loaded
            vm: page.vm
            shell: page.shell
            navigator: page.navigator
        }
    }
    BottomActionBar {
        id: foot
        visible: page.vm.primaryText !== ""
        height: visible ? implicitHeight : 0
        anchors.bottom: parent.bottom
        anchors.left: Theme.compact ? parent.left : day.right
        anchors.right: parent.right
        sideMargin: Theme.marginWide
        primaryText: page.vm.primaryText
        onPrimary: page.vm.goOn()
        QuietButton {
            objectName: "openOrder"
            text: qsTr("See order")
            visible: !page.vm.finished
            onClicked: page.vm.openOrder()
        }
    }
    ConflictSheet {
        id: conflict
        parent: page.Window.contentItem
        objectName: "conflictSheet"
        conflict: page.vm.conflict
    }
    Connections {
        target: page.vm.conflict
        function onOpened(): void {
            conflict.open = true;
        }
    }
}
