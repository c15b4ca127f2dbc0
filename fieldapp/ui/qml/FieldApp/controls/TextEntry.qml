import QtQuick
import QtQuick.Templates as T
import FieldApp

// 64 px field; the frame says focus (blue) and fault (red). `edited` comes when the engineer leaves it or presses Enter.
T.TextField {
    id: field

    property bool wrong: false
    property string unit
    property string iconName
    property string name: placeholderText
    signal edited(string value)

    implicitHeight: Math.max(Theme.control, contentHeight + 2 * Theme.gap16)
    implicitWidth: Theme.primaryWidth
    leftPadding: iconName !== "" ? Theme.gap16 + Theme.iconButton + Theme.gap12 : Theme.gap16
    rightPadding: unit !== "" ? unitLabel.implicitWidth + 2 * Theme.gap16 : Theme.gap16
    verticalAlignment: TextInput.AlignVCenter
    font.family: Theme.family
    font.pixelSize: Math.round(Theme.title)
    font.weight: Theme.weightNormal
    color: readOnly ? Theme.textSecondary : Theme.text
    placeholderTextColor: Theme.textSecondary
    selectionColor: Theme.primarySoft
    selectedTextColor: Theme.inkOnPrimarySoft
    selectByMouse: true
    Accessible.role: Accessible.EditableText
    Accessible.name: name
    onEditingFinished: edited(text)

    background: Rectangle {
        radius: Theme.radiusControl
        color: field.readOnly ? Theme.sunken : Theme.surface
        border.width: field.activeFocus ? Theme.focusWidth : field.wrong || Theme.sunlight ? Theme.strong : 1
        border.color: field.activeFocus ? Theme.primary : field.wrong ? Theme.danger : Theme.border
    }
    AppLabel {
        visible: field.text === "" && field.preeditText === "" && field.placeholderText !== ""
        text: field.placeholderText
        quiet: true
        x: field.leftPadding
        width: field.width - field.leftPadding - field.rightPadding
        anchors.verticalCenter: parent.verticalCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.captionLeast
        wrapMode: Text.NoWrap
    }
    AppIcon {
        name: field.iconName
        tint: Theme.textSecondary
        x: Theme.gap16
        anchors.verticalCenter: parent.verticalCenter
    }
    AppLabel {
        id: unitLabel
        text: field.unit
        quiet: true
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap16
        anchors.verticalCenter: parent.verticalCenter
    }
}
