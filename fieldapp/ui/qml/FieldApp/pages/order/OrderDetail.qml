pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// One order: header, tabs with real content only, and the tab that is open.
Item {
    id: detail

    required property OrdersViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property OrderFacts facts: vm.order.facts

    PageHeader {
        id: header
        x: Theme.marginWide
        width: parent.width - x - Theme.margin
        height: Theme.header
        back: Theme.compact
        title: detail.facts.name
        subtitle: detail.facts.intakeLine
        level: detail.facts.level
        onBackPressed: detail.vm.closeDetail()
        HeaderActions {
            shell: detail.shell
            navigator: detail.navigator
        }
    }
    TabRow {
        id: tabs
        objectName: "tabs"
        anchors.top: header.bottom
        x: Theme.marginWide
        width: parent.width - x
        entries: [
            { name: "overview", title: qsTr("Overview"), count: 0 },
            { name: "limits", title: qsTr("Time limits"), count: 0 },
            { name: "history", title: qsTr("History"), count: detail.vm.order.historyCount },
            { name: "faults", title: qsTr("Fault library"), count: detail.vm.order.faultCount },
            { name: "messages", title: qsTr("Messages"), count: detail.vm.order.message.count }]
        current: detail.vm.tab
        onPicked: name => detail.vm.showTab(name)
    }
    NewsBar {
        id: news
        // The order itself says for good that it was cancelled.
        visible: told !== null && !(told.kind === "cancelled" && detail.vm.tab === "overview")
        anchors.top: tabs.bottom
        anchors.topMargin: Theme.gap16
        x: Theme.marginWide
        width: parent.width - 2 * Theme.marginWide
        navigator: detail.navigator
        orderId: detail.vm.order.orderId
    }
    Loader {
        anchors.top: news.visible ? news.bottom : tabs.bottom
        anchors.bottom: parent.bottom
        x: Theme.marginWide
        width: parent.width - 2 * Theme.marginWide
        sourceComponent: detail.vm.tab === "history" ? history : detail.vm.tab === "faults" ? faults
            : detail.vm.tab === "messages" ? messages : detail.vm.tab === "limits" ? limits : overview
    }
    Component {
        id: overview
        OrderOverview {
            order: detail.vm.order
            english: detail.shell.language === "en"
            onHistoryAsked: detail.vm.showTab("history")
            onLateAsked: detail.vm.tellLate()
        }
    }
    Component {
        id: history
        HistoryList { order: detail.vm.order }
    }
    Component {
        id: limits
        LimitList { order: detail.vm.order }
    }
    Component {
        id: messages
        MessageList { message: detail.vm.order.message }
    }
    Component {
        id: faults
        FaultList {
            order: detail.vm.order
            searchable: detail.navigator.has("knowledge")
            onSearchAsked: detail.navigator.open("knowledge", detail.vm.order.orderId)
        }
    }
}
