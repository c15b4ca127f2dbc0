import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// One piece of news: what happened to whom, the old value struck out beside the new one; a bar at the left while unseen.
T.AbstractButton {
    id: entry

    property string iconName
    property string who
    property string before
    property string after
    property string detail
    property bool warns: false
    property bool unseen: false
    // Whether the old value holds no more; a question that was answered still stands.
    property bool struck: true

    implicitHeight: Math.max(Theme.rowTwoLines, content.implicitHeight + 2 * Theme.gap12)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ListItem
    Accessible.name: [text, who, before, after, detail].filter(part => part !== "").join(" ")
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        color: entry.down ? Theme.pressed : "transparent"
        Rectangle {
            visible: entry.unseen
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.selectedBar
            height: parent.height - 2 * Theme.gap8
            color: entry.warns ? Theme.warning : Theme.primary
        }
        Hairline {
            anchors.bottom: parent.bottom
            width: parent.width
        }
        FocusRing { shown: entry.visualFocus; anchors.margins: 0; around: 0 }
    }
    contentItem: RowLayout {
        id: content
        spacing: Theme.gap16
        AppIcon {
            name: entry.iconName
            tint: entry.warns ? Theme.warning : Theme.textSecondary
            Layout.leftMargin: Theme.margin
            Layout.topMargin: Theme.gap12
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Theme.gap4
            Layout.fillWidth: true
            Layout.rightMargin: Theme.margin
            AppLabel {
                text: entry.text
                medium: true
                strong: entry.unseen
                color: entry.warns ? Theme.warning : Theme.text
                Layout.fillWidth: true
            }
            AppLabel {
                text: entry.who
                size: Theme.caption
                quiet: true
                Layout.fillWidth: true
            }
            Flow {
                visible: entry.after !== ""
                spacing: Theme.gap12
                Layout.fillWidth: true
                AppLabel {
                    visible: entry.before !== ""
                    text: entry.before
                    quiet: true
                    font.strikeout: entry.struck
                    width: Math.min(implicitWidth, parent.width)
                }
                AppLabel {
                    text: entry.after
                    medium: true
                    width: Math.min(implicitWidth, parent.width)
                }
            }
            AppLabel {
                visible: text !== ""
                text: entry.detail
                quiet: true
                Layout.fillWidth: true
            }
        }
    }
}
