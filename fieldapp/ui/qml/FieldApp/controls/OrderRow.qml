import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// 104 px: customer, machine and fault, clock; badge, state and number at the right.
T.AbstractButton {
    id: row

    property string customer
    property string machine
    property string clockWords
    property bool clockOverdue: false
    property string stateWords
    property string number
    property int level: 1
    property bool selected: false

    implicitHeight: Math.max(Theme.rowOrder, content.implicitHeight + 2 * Theme.gap12)
    implicitWidth: Theme.listPane
    focusPolicy: Qt.StrongFocus
    text: customer
    Accessible.role: Accessible.ListItem
    Accessible.name: customer + ", " + machine + ", " + clockWords
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        color: row.selected ? Theme.surface : row.down ? Theme.pressed : "transparent"
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
        spacing: Theme.gap12
        ColumnLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap24
            spacing: 0
            AppLabel {
                text: row.customer
                size: Theme.row
                strong: true
                Layout.fillWidth: true
            }
            AppLabel {
                text: row.machine
                Layout.fillWidth: true
            }
            AppLabel {
                text: row.clockWords
                size: Theme.caption
                color: row.clockOverdue ? Theme.danger : Theme.textSecondary
                Layout.fillWidth: true
            }
        }
        ColumnLayout {
            Layout.rightMargin: Theme.gap24
            spacing: 0
            SeverityBadge {
                level: row.level
                Layout.alignment: Qt.AlignRight
            }
            AppLabel {
                text: row.stateWords
                size: Theme.caption
                quiet: true
                Layout.alignment: Qt.AlignRight
            }
            AppLabel {
                text: row.number
                size: Theme.caption
                quiet: true
                Layout.alignment: Qt.AlignRight
            }
        }
    }
}
