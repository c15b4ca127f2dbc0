import QtQuick
import FieldApp
import FieldApp.ViewModels

// What the office changed on the order of the page, one thing at a time; pressed away it stays on the page of news.
NoticeBar {
    id: bar

    required property Navigator navigator
    required property string orderId
    readonly property NewsViewModel news: navigator.viewModelOf("news") as NewsViewModel
    readonly property var told: news === null || news.bars[orderId] === undefined ? null : news.bars[orderId]

    objectName: "newsBar"
    visible: told !== null
    tone: told !== null && told.look === "warning" ? Tag.Warning : Tag.Info
    iconName: told === null ? "" : told.iconName
    text: told === null ? "" : told.title
    detail: told === null ? "" : told.detail
    actionName: "newsSeen"
    actionText: qsTr("Noted")
    onAction: news.see(told.key)
}
