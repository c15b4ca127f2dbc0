pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import FieldApp

// 60 px: words with counts; the current one underlined.
Item {
    id: tabs

    // Each: { name, title, count }
    property list<var> entries
    property string current
    signal picked(string name)

    implicitHeight: Theme.tabs
    implicitWidth: row.implicitWidth

    Hairline {
        width: parent.width
        anchors.bottom: parent.bottom
    }
    Row {
        id: row
        height: parent.height
        spacing: Theme.gap40
        Repeater {
            model: tabs.entries
            T.AbstractButton {
                id: tab
                required property var modelData
                readonly property bool current: tabs.current === modelData.name
                height: tabs.height
                width: Math.max(implicitContentWidth, Theme.tabs)
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.PageTab
                Accessible.name: modelData.title
                Accessible.onPressAction: click()
                Keys.onReturnPressed: click()
                Keys.onEnterPressed: click()
                onClicked: tabs.picked(modelData.name)
                background: Item { FocusRing { shown: tab.visualFocus } }
                contentItem: Item {
                    implicitWidth: content.implicitWidth
                    Row {
                        id: content
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.gap8
                        AppLabel {
                            text: tab.modelData.title
                            strong: tab.current
                            color: tab.current ? Theme.primary : Theme.textSecondary
                            wrapMode: Text.NoWrap
                        }
                        AppLabel {
                            text: tab.modelData.count > 0 ? tab.modelData.count : ""
                            quiet: true
                        }
                    }
                    Rectangle {
                        visible: tab.current
                        anchors.bottom: parent.bottom
                        width: content.implicitWidth
                        height: Theme.focusWidth
                        radius: height / 2
                        color: Theme.primary
                    }
                }
            }
        }
    }
}
