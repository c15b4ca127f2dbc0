import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// A thing to tick: the whole card is the target. `wanted` frames it red: without it there is no going on.
T.AbstractButton {
    id: card

    property string hint
    property string tag
    property bool wanted: false
    property bool framed: true
    property bool readOnly: false

    checkable: false
    implicitHeight: Math.max(framed ? Theme.rowTwoLines : Theme.target, row.implicitHeight + 2 * Theme.gap12)
    implicitWidth: row.implicitWidth + 2 * Theme.gap16
    focusPolicy: Qt.StrongFocus
    enabled: !readOnly
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked
    // Said once more: a button that completes tells its own state, and these are chosen by their answer.
    Component.onCompleted: {
        Accessible.checkable = true;
        Accessible.checked = Qt.binding(() => checked);
    }
    Accessible.onPressAction: click()
    Accessible.onToggleAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radiusControl
        color: card.down ? Theme.pressed : card.framed ? Theme.surface : "transparent"
        border.width: card.wanted && !card.checked ? Theme.strong : card.framed ? Theme.hairline : 0
        border.color: card.wanted && !card.checked ? Theme.danger : Theme.line
        FocusRing { shown: card.visualFocus }
    }
    contentItem: RowLayout {
        id: row
        spacing: Theme.gap16
        CheckMark {
            Layout.leftMargin: card.framed ? Theme.gap16 : 0
            checked: card.checked
            wanted: card.wanted
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            AppLabel {
                text: card.text
                medium: true
                Layout.fillWidth: true
            }
            AppLabel {
                text: card.hint
                size: Theme.caption
                color: card.wanted && !card.checked ? Theme.danger : Theme.textSecondary
                visible: text !== ""
                Layout.fillWidth: true
            }
        }
        Tag {
            visible: card.tag !== ""
            text: card.tag
            tone: card.wanted && !card.checked ? Tag.Danger : Tag.Neutral
            Layout.rightMargin: card.framed ? Theme.gap16 : 0
        }
    }
}
