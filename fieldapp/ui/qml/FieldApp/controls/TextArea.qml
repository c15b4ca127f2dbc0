import QtQuick
import QtQuick.Templates as T
import FieldApp

// Several lines; grows with its words.
T.TextArea {
    id: area

    property string name: placeholderText
    property bool wrong: false
    signal edited(string value)

    implicitHeight: Math.max(2 * Theme.control, contentHeight + 2 * Theme.gap16)
    implicitWidth: Theme.primaryWidth
    padding: Theme.gap16
    wrapMode: TextEdit.Wrap
    font.family: Theme.family
    font.pixelSize: Math.round(Theme.row)
    font.weight: Theme.weightNormal
    color: Theme.text
    selectionColor: Theme.primarySoft
    selectedTextColor: Theme.inkOnPrimarySoft
    selectByMouse: true
    // Tab leaves the field, as everywhere else: a tab is no part of an answer.
    Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
    Accessible.role: Accessible.EditableText
    Accessible.name: name
    Accessible.multiLine: true
    onEditingFinished: edited(text)

    background: Rectangle {
        radius: Theme.radiusControl
        color: area.readOnly ? Theme.sunken : Theme.surface
        border.width: area.activeFocus ? Theme.focusWidth : area.wrong || Theme.sunlight ? Theme.strong : 1
        border.color: area.activeFocus ? Theme.primary : area.wrong ? Theme.danger : Theme.border
    }
    AppLabel {
        visible: area.text === "" && area.preeditText === ""
        text: area.placeholderText
        quiet: true
        x: Theme.gap16
        y: Theme.gap16
        width: area.width - 2 * Theme.gap16
    }
}
