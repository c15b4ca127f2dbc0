import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// An entry of the fault library in the analysis: a tap plans with it, another one puts it back.
T.AbstractButton {
    id: row

    required property string key
    required property string code
    required property string cause
    required property string detail
    required property string cases
    required property string cured
    required property bool matches
    required property string label
    required property string name
    readonly property bool planned: label !== ""

    objectName: "entry-" + key
    implicitHeight: Math.max(Theme.rowTagged, line.implicitHeight + 2 * Theme.gap12)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.CheckBox
    Accessible.name: name
    Accessible.checkable: true
    Accessible.checked: planned
    // Said once more: a button that completes tells its own state, and these are chosen by their answer.
    Component.onCompleted: {
        Accessible.checkable = true;
        Accessible.checked = Qt.binding(() => planned);
    }
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        color: row.planned ? Theme.surface : row.down ? Theme.pressed : "transparent"
        Rectangle {
            visible: row.planned
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
                        medium: true
                        Layout.fillWidth: true
                    }
                    Tag {
                        visible: row.planned
                        text: row.label === "a" ? qsTr("Plan A") : qsTr("Plan B")
                        iconName: "check"
                        tone: Tag.Success
                        Layout.alignment: Qt.AlignTop
                    }
                }
                AppLabel {
                    text: row.detail
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
            }
        }
    }
}
