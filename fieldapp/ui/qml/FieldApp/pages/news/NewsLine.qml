import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp
import FieldApp.ViewModels

// One quiet line on today: how much is new, and the weightiest of it. Nothing there, nothing shown.
T.AbstractButton {
    id: line

    required property Navigator navigator
    readonly property NewsViewModel news: navigator.viewModelOf("news") as NewsViewModel

    objectName: "newsLine"
    visible: news !== null && news.count > 0
    implicitHeight: visible ? Math.max(Theme.target, row.implicitHeight + 2 * Theme.gap8) : 0
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: countLabel.text + " " + what.text
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    onClicked: navigator.open("news", "")

    background: Rectangle {
        radius: Theme.radiusControl
        color: line.down ? Theme.pressed : Theme.primarySoft
        border.width: Theme.sunlight ? Theme.strong : 0
        border.color: Theme.inkOnPrimarySoft
        FocusRing { shown: line.visualFocus }
    }
    contentItem: RowLayout {
        id: row
        spacing: Theme.gap12
        AppIcon {
            name: "notifications"
            tint: Theme.inkOnPrimarySoft
            Layout.leftMargin: Theme.gap16
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            AppLabel {
                id: countLabel
                text: line.news === null ? "" : line.news.countText
                medium: true
                color: Theme.inkOnPrimarySoft
                Layout.fillWidth: true
            }
            AppLabel {
                id: what
                text: line.news === null ? "" : line.news.newestText
                size: Theme.caption
                color: Theme.inkOnPrimarySoft
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
        }
        AppIcon {
            name: "chevron_right"
            tint: Theme.inkOnPrimarySoft
            Layout.rightMargin: Theme.gap16
        }
    }
}
