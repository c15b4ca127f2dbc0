import QtQuick
import QtQuick.Templates as T
import FieldApp

// One entry of the rail or the bottom bar.
T.AbstractButton {
    id: item

    property string iconName
    property bool current: false
    property int count: 0

    implicitWidth: Theme.railWidth
    implicitHeight: Theme.railItemHeight
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: count > 0 ? text + " " + count : text
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Item { FocusRing { shown: item.visualFocus; anchors.margins: Theme.gap4 } }
    contentItem: Item {
        Rectangle {
            id: indicator
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.gap8
            width: Theme.indicatorWidth
            height: Theme.indicatorHeight
            radius: height / 2
            color: item.current ? Theme.railIndicator : item.down ? Theme.pressed : "transparent"
            AppIcon {
                id: picture
                anchors.centerIn: parent
                size: Theme.iconRail
                name: item.current ? item.iconName + "-fill" : item.iconName
                tint: item.current ? Theme.inkOnIndicator : Theme.textSecondary
            }
            Rectangle {
                visible: item.count > 0
                anchors.horizontalCenter: picture.right
                anchors.verticalCenter: picture.top
                anchors.verticalCenterOffset: Theme.gap4
                width: Math.max(height, number.implicitWidth + Theme.gap8)
                height: Theme.iconLine
                radius: height / 2
                color: Theme.primary
                border.width: Theme.sunlight && item.current ? Theme.strong : 0
                border.color: Theme.surface
                AppLabel {
                    id: number
                    anchors.centerIn: parent
                    text: item.count > 99 ? "99+" : item.count
                    size: Theme.captionLeast
                    strong: true
                    color: Theme.inkOnPrimary
                }
            }
        }
        AppLabel {
            anchors.top: indicator.bottom
            anchors.topMargin: Theme.gap4
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: item.text
            size: Math.min(Theme.caption, Theme.captionRail)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.captionLeast
            strong: item.current
            color: item.current ? Theme.primary : Theme.textSecondary
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
    }
}
