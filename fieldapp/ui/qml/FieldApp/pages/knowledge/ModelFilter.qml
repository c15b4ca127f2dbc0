pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import FieldApp

// One model or all, as chips that can be pushed along; the order's model stands first.
RowList {
    id: filter

    signal picked(string model)

    objectName: "models"
    implicitHeight: Theme.target
    orientation: ListView.Horizontal
    spacing: Theme.gap8
    leftMargin: Theme.margin
    rightMargin: Theme.margin
    visible: count > 2
    delegate: T.AbstractButton {
        id: chip
        required property int index
        required property string model
        required property string label
        required property bool chosen

        objectName: "model-" + model
        height: Theme.target
        width: Math.max(Theme.target, words.implicitWidth + 2 * Theme.gap16)
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.RadioButton
        Accessible.name: label
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
        onClicked: filter.picked(model)
        onActiveFocusChanged: if (activeFocus) ListView.view.positionViewAtIndex(index, ListView.Contain)
        background: Rectangle {
            anchors.centerIn: parent
            width: chip.width
            height: Math.max(Theme.chip, words.implicitHeight + Theme.gap8)
            radius: height / 2
            color: chip.chosen ? Theme.primarySoft : chip.down ? Theme.pressed : Theme.surface
            border.width: chip.chosen ? Theme.strong : Theme.hairline
            border.color: chip.chosen ? Theme.primary : Theme.border
            FocusRing { shown: chip.visualFocus }
        }
        contentItem: AppLabel {
            id: words
            text: chip.label
            medium: true
            horizontalAlignment: Text.AlignHCenter
            color: chip.chosen ? Theme.inkOnPrimarySoft : Theme.text
            wrapMode: Text.NoWrap
        }
    }
}
