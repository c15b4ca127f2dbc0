import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// One of the numbers or months that a time or day is picked from.
T.AbstractButton {
    id: cell
    property bool chosen: false
    implicitHeight: Theme.target
    implicitWidth: Theme.target
    focusPolicy: Qt.StrongFocus
    Layout.fillWidth: true
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen
    // Said once more: a button that completes tells its own state, and these are chosen by their answer.
    Component.onCompleted: {
        Accessible.checkable = true;
        Accessible.checked = Qt.binding(() => chosen);
    }
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    background: Rectangle {
        radius: Theme.radiusControl
        color: cell.chosen ? Theme.primarySoft : cell.down ? Theme.pressed : Theme.surface
        border.width: cell.chosen ? Theme.strong : Theme.hairline
        border.color: cell.chosen ? Theme.primary : Theme.line
        FocusRing { shown: cell.visualFocus; anchors.margins: 0 }
    }
    contentItem: AppLabel {
        text: cell.text
        size: Theme.row
        medium: true
        color: cell.chosen ? Theme.inkOnPrimarySoft : Theme.text
        horizontalAlignment: Text.AlignHCenter
    }
}
