import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// One of several answers, with what it leads to below it; the chosen one has a frame and a soft ground.
T.AbstractButton {
    id: card

    property string hint
    property string iconName
    property bool radio: false
    property bool readOnly: false

    implicitHeight: Math.max(hint !== "" ? Theme.bottomBar : Theme.control, row.implicitHeight + 2 * Theme.gap12)
    implicitWidth: row.implicitWidth + Theme.gap4
    focusPolicy: Qt.StrongFocus
    enabled: !readOnly
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked
    // Said once more: a button that completes tells its own state, and these are chosen by their answer.
    Component.onCompleted: {
        Accessible.checkable = true;
        Accessible.checked = Qt.binding(() => checked);
    }
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radiusControl
        color: card.checked ? Theme.primarySoft : card.down ? Theme.pressed : Theme.surface
        border.width: card.checked ? Theme.strong : Theme.hairline
        border.color: card.checked ? Theme.primary : Theme.line
        FocusRing { shown: card.visualFocus }
    }
    contentItem: RowLayout {
        id: row
        readonly property bool leads: card.radio || card.iconName !== "" || (card.checked && card.hint === "")
        spacing: leads && !card.radio && card.iconName === "" ? Theme.gap8 : Theme.gap16
        RadioMark {
            visible: card.radio
            checked: card.checked
            Layout.leftMargin: Theme.gap16
        }
        AppIcon {
            readonly property bool phrase: !card.radio && card.iconName === "" && card.hint === ""
            visible: name !== ""
            name: phrase && card.checked ? "check" : card.iconName
            size: phrase ? Theme.iconLine : Theme.iconRail
            tint: card.checked ? Theme.primary : Theme.textSecondary
            Layout.leftMargin: Theme.gap16
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.leftMargin: row.leads ? 0 : Theme.gap16
            Layout.rightMargin: Theme.gap12
            spacing: 0
            AppLabel {
                text: card.text
                size: card.hint !== "" ? Theme.row : Theme.body
                medium: true
                Layout.fillWidth: true
            }
            AppLabel {
                text: card.hint
                size: Theme.caption
                quiet: true
                visible: text !== ""
                Layout.fillWidth: true
            }
        }
    }
}
