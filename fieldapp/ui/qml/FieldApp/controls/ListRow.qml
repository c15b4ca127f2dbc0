import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// Two lines, something at the right; selected it carries a bar at the left. A hairline closes it.
T.AbstractButton {
    id: row

    property string detail
    property string iconName
    property color iconTint: Theme.textSecondary
    property bool selected: false
    property bool pressable: true
    property color ground: "transparent"
    property int sideMargin: Theme.gap16
    default property alias trailing: trailing.data

    implicitHeight: Math.max(Theme.rowTwoLines, content.implicitHeight + 2 * Theme.gap12)
    implicitWidth: Theme.sidePane
    focusPolicy: pressable ? Qt.StrongFocus : Qt.NoFocus
    enabled: pressable
    Accessible.role: pressable ? Accessible.ListItem : Accessible.StaticText
    Accessible.name: text + " " + detail
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        color: row.selected ? Theme.primarySoft : row.down ? Theme.pressed : row.ground
        Rectangle {
            visible: row.selected
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.selectedBar
            height: parent.height - 2 * Theme.gap8
            color: Theme.primary
        }
        Hairline {
            anchors.bottom: parent.bottom
            width: parent.width
        }
        FocusRing { shown: row.visualFocus; anchors.margins: 0; around: 0 }
    }
    contentItem: RowLayout {
        id: content
        spacing: Theme.gap16
        AppIcon {
            visible: row.iconName !== ""
            name: row.iconName
            tint: row.iconTint
            Layout.leftMargin: row.sideMargin
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.leftMargin: row.iconName === "" ? row.sideMargin : 0
            AppLabel {
                text: row.text
                medium: true
                Layout.fillWidth: true
            }
            AppLabel {
                text: row.detail
                visible: text !== ""
                size: Theme.caption
                quiet: true
                Layout.fillWidth: true
            }
        }
        RowLayout {
            id: trailing
            Layout.rightMargin: row.sideMargin
            spacing: Theme.gap12
        }
    }
}
