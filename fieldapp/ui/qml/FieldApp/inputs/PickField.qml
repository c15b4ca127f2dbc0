import QtQuick
import QtQuick.Templates as T
import FieldApp

// Looks like a field and opens what the answer is picked from: the answer in words, and an icon that says which.
T.AbstractButton {
    id: field

    // What is asked, for a screen reader; `text` is the answer in words.
    property string name
    property string placeholderText
    property string iconName: "keyboard_arrow_down"
    property bool wrong: false
    property bool readOnly: false

    implicitHeight: Math.max(Theme.control, words.implicitHeight + 2 * Theme.gap12)
    implicitWidth: Theme.primaryWidth
    enabled: !readOnly
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ButtonDropDown
    Accessible.name: text === "" ? name : name + ", " + text
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    Keys.onDownPressed: click()

    background: Rectangle {
        radius: Theme.radiusControl
        color: field.readOnly ? Theme.sunken : field.down ? Theme.pressed : Theme.surface
        border.width: field.wrong || Theme.sunlight ? Theme.strong : 1
        border.color: field.wrong ? Theme.danger : Theme.border
        FocusRing { shown: field.visualFocus }
    }
    contentItem: Item {
        AppLabel {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.gap16
            width: parent.width - x - mark.width - 2 * Theme.gap16
            text: field.text === "" ? field.placeholderText : field.text
            size: field.text === "" ? Theme.body : Theme.row
            quiet: field.text === "" || field.readOnly
        }
        AppIcon {
            id: mark
            name: field.iconName
            tint: Theme.textSecondary
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap16
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
