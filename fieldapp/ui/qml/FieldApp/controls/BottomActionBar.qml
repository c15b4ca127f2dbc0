import QtQuick
import QtQuick.Layouts
import FieldApp

// 88 px at the foot: quiet actions left, the one next action right.
Rectangle {
    id: bar

    property string primaryText
    property string primaryIcon
    property bool primaryBlocked: false
    property string objectNameOfPrimary: "primary"
    property int sideMargin: Theme.marginWide
    default property alias quiet: left.data
    signal primary

    implicitHeight: Math.max(Theme.bottomBar, button.implicitHeight + 2 * Theme.gap12)
    color: Theme.surface

    Hairline { width: parent.width }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: bar.sideMargin
        anchors.rightMargin: Theme.gap24
        spacing: Theme.gap24
        RowLayout {
            id: left
            spacing: Theme.gap40
        }
        Item { Layout.fillWidth: true }
        PrimaryButton {
            id: button
            objectName: bar.objectNameOfPrimary
            visible: bar.primaryText !== ""
            text: bar.primaryText
            iconName: bar.primaryIcon
            blocked: bar.primaryBlocked
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            Layout.minimumWidth: leastWidth
            onClicked: bar.primary()
        }
    }
}
