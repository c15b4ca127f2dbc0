pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import FieldApp
import FieldApp.ViewModels

// Orders: the list left, the picked order right; in portrait one of them at a time.
Item {
    id: page

    required property OrdersViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property bool listShown: !Theme.compact || !vm.detailOpen
    readonly property bool detailShown: !Theme.compact || vm.detailOpen

    OrderList {
        id: list
        visible: page.listShown
        vm: page.vm
        shell: page.shell
        navigator: page.navigator
        width: Theme.compact ? parent.width : Theme.listPane
        height: parent.height
    }
    Hairline {
        visible: !Theme.compact
        x: list.width - width
        height: parent.height
    }
    Rectangle {
        id: pane
        visible: page.detailShown
        anchors.left: Theme.compact ? parent.left : list.right
        anchors.right: parent.right
        height: parent.height
        color: Theme.surface

        OrderDetail {
            anchors.fill: parent
            anchors.bottomMargin: foot.height
            visible: page.vm.order.loaded
            vm: page.vm
            shell: page.shell
            navigator: page.navigator
        }
        EmptyState {
            visible: !page.vm.order.loaded && page.vm.loaded
            anchors.centerIn: parent
            iconName: "assignment"
            title: qsTr("No order picked")
            text: qsTr("Pick one from the list.")
        }
        BottomActionBar {
            id: foot
            visible: page.vm.order.loaded && (page.vm.primaryText !== "" || page.vm.order.mayHandBack || mayPropose)
            readonly property bool mayPropose: page.vm.order.mayPropose && page.navigator.has("propose")
            height: visible ? implicitHeight : 0
            anchors.bottom: parent.bottom
            width: parent.width
            primaryText: page.vm.primaryText
            onPrimary: page.vm.goOn()
            QuietButton {
                objectName: "handBack"
                visible: page.vm.order.mayHandBack
                text: qsTr("Hand back")
                onClicked: handBack.open = true
            }
            QuietButton {
                objectName: "proposeLevel"
                visible: page.vm.order.mayHandBack
                text: qsTr("Another level")
                onClicked: level.open = true
            }
            QuietButton {
                objectName: "proposeCase"
                visible: foot.mayPropose
                iconName: "edit_note"
                text: qsTr("Propose for the library")
                onClicked: page.navigator.open("propose", page.vm.order.orderId)
            }
        }
    }
    MessageSheet {
        parent: page.Window.contentItem
        message: page.vm.order.message
    }
    LevelSheet {
        id: level
        parent: page.Window.contentItem
        order: page.vm.order
    }
    HandBackSheet {
        id: handBack
        parent: page.Window.contentItem
        order: page.vm.order
    }
}
