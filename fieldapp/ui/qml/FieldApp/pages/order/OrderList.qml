pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// The orders on this tablet, by state.
Item {
    id: pane

    required property OrdersViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    PageHeader {
        id: header
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        height: Theme.header
        title: qsTr("Orders")
        IconButton {
            objectName: "newOrder"
            visible: pane.navigator.has("new_order")
            iconName: "add"
            text: qsTr("New order")
            onClicked: pane.navigator.open("new_order", "")
        }
        HeaderActions {
            visible: Theme.compact
            shell: pane.shell
            navigator: pane.navigator
        }
    }
    TabRow {
        id: tabs
        objectName: "filters"
        anchors.top: header.bottom
        x: Theme.margin
        width: parent.width - x
        entries: pane.vm.filters
        current: pane.vm.filter
        onPicked: name => pane.vm.choose(name)
    }
    EmptyState {
        visible: pane.vm.empty
        anchors.top: tabs.bottom
        anchors.topMargin: Theme.gap24
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        iconName: "assignment"
        title: qsTr("No orders here")
        text: qsTr("New orders appear with the next sync.")
    }
    RowList {
        objectName: "orders"
        anchors.top: tabs.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        model: pane.vm.rows
        delegate: OrderRow {
            required property string orderId
            required property string name
            required property string machineText
            required property string clock
            required property string clockState
            required property string stateWord
            required number
            required level

            objectName: "order-" + orderId
            width: ListView.view.width
            customer: name
            machine: machineText
            clockWords: clock
            clockOverdue: clockState === "red"
            stateWords: stateWord
            selected: pane.vm.picked === orderId && !Theme.compact
            onClicked: pane.vm.pick(orderId)
        }
    }
}
