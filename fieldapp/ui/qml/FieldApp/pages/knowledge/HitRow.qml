import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// One hit: code, cause, how it shows, how often; what was found is set in bold.
T.AbstractButton {
    id: row

    required property string key
    required property string code
    required property string cause
    required property string detail
    required property string models
    required property string cases
    required property string cured
    required property bool matches
    required property string name
    property bool selected: false
    // Up and down between the hits.
    signal moved(int step)

    objectName: "hit-" + key
    implicitHeight: Math.max(Theme.rowTagged, line.implicitHeight + 2 * Theme.gap12)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    Keys.onUpPressed: moved(-1)
    Keys.onDownPressed: moved(1)

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
    contentItem: Item {
        RowLayout {
            id: line
            x: Theme.margin
            width: parent.width - 2 * Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap16
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.gap4
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.gap8
                    Tag {
                        visible: row.code !== ""
                        text: row.code
                        tone: row.matches ? Tag.Info : Tag.Neutral
                        Layout.alignment: Qt.AlignTop
                    }
                    AppLabel {
                        text: row.cause
                        textFormat: Text.StyledText
                        medium: true
                        Layout.fillWidth: true
                    }
                }
                AppLabel {
                    text: row.detail
                    textFormat: Text.StyledText
                    size: Theme.caption
                    quiet: true
                    Layout.fillWidth: true
                }
            }
            ColumnLayout {
                spacing: 0
                AppLabel {
                    text: row.cases
                    strong: true
                    wrapMode: Text.NoWrap
                    Layout.alignment: Qt.AlignRight
                }
                AppLabel {
                    text: row.cured
                    size: Theme.caption
                    quiet: true
                    wrapMode: Text.NoWrap
                    Layout.alignment: Qt.AlignRight
                }
                AppLabel {
                    text: row.models
                    visible: text !== ""
                    size: Theme.caption
                    quiet: true
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    horizontalAlignment: Text.AlignRight
                    Layout.maximumWidth: Theme.keyWidth * Theme.textScale
                    Layout.alignment: Qt.AlignRight
                }
            }
        }
    }
}
