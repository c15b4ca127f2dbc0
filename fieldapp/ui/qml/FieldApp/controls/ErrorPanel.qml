import QtQuick
import QtQuick.Layouts
import FieldApp

// What happened, what is safe, what to do (USE-5).
Rectangle {
    id: panel

    property string what
    property string safe
    property string todo
    property string actionText
    property string otherText
    signal action
    signal other

    implicitHeight: row.implicitHeight + 2 * Theme.gap16
    implicitWidth: Theme.sidePane
    radius: Theme.radiusPanel
    color: Theme.dangerSoft
    border.width: Theme.sunlight ? Theme.strong : 0
    border.color: Theme.danger
    Accessible.role: Accessible.AlertMessage
    Accessible.name: what + " " + safe + " " + todo

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.margins: Theme.gap16
        spacing: Theme.gap12
        AppIcon {
            name: "error-fill"
            tint: Theme.danger
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            AppLabel {
                text: panel.what
                strong: true
                color: Theme.danger
                Layout.fillWidth: true
            }
            AppLabel {
                text: panel.safe
                visible: text !== ""
                Layout.fillWidth: true
            }
            AppLabel {
                text: panel.todo
                visible: text !== ""
                quiet: true
                Layout.fillWidth: true
            }
            Flow {
                visible: panel.actionText !== "" || panel.otherText !== ""
                Layout.topMargin: Theme.gap12
                Layout.fillWidth: true
                spacing: Theme.gap16
                SecondaryButton {
                    visible: panel.actionText !== ""
                    text: panel.actionText
                    onClicked: panel.action()
                }
                QuietButton {
                    visible: panel.otherText !== ""
                    text: panel.otherText
                    accent: true
                    size: Theme.body
                    onClicked: panel.other()
                }
            }
        }
    }
}
