import QtQuick
import FieldApp
import FieldApp.ViewModels

// A notice over whatever page is open: it takes its own height, so that it covers nothing, and goes by its x.
Rectangle {
    id: host

    required property NoticeViewModel notice

    implicitHeight: Math.max(bar.implicitHeight, Theme.target)
    color: bar.color

    NoticeBar {
        id: bar
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin - Theme.gap16
        anchors.right: close.left
        height: parent.height
        radius: 0
        border.width: 0
        tone: host.notice.urgent ? Tag.Warning : Tag.Info
        iconName: host.notice.icon
        text: host.notice.text
        detail: host.notice.detail
        actionText: host.notice.actionText
        actionName: "noticeAction"
        onAction: host.notice.see()
    }
    IconButton {
        id: close
        objectName: "noticeClose"
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        tinted: false
        ink: bar.ink
        iconName: "close"
        text: qsTr("Close")
        onClicked: host.notice.dismiss()
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.strong
        visible: Theme.sunlight
        color: bar.ink
    }
}
