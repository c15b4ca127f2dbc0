import QtQuick
import QtQuick.Templates as T
import FieldApp

// The outlined pill at the foot of the rail.
T.AbstractButton {
    id: button

    text: qsTr("Scan")
    implicitWidth: Theme.indicatorWidth
    implicitHeight: Theme.railItemHeight
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Item { FocusRing { shown: button.visualFocus } }
    contentItem: Item {
        Rectangle {
            id: pill
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.gap8
            width: Theme.indicatorWidth
            height: Theme.indicatorHeight
            radius: height / 2
            color: button.down ? Theme.pressed : "transparent"
            border.width: Theme.sunlight ? Theme.strong : 1
            border.color: Theme.border
            AppIcon {
                anchors.centerIn: parent
                name: "barcode_scanner"
                size: Theme.iconRail
            }
        }
        AppLabel {
            anchors.top: pill.bottom
            anchors.topMargin: Theme.gap4
            anchors.horizontalCenter: parent.horizontalCenter
            text: button.text
            size: Math.min(Theme.caption, Theme.captionRail)
            wrapMode: Text.NoWrap
        }
    }
}
