import QtQuick
import QtQuick.Templates as T
import FieldApp

// The one filled button of a screen. Blocked, it stays readable and says why; pressing it then asks for nothing.
T.AbstractButton {
    id: button

    property string iconName
    property bool blocked: false
    property int leastWidth: Theme.compact ? Theme.primaryWidthCompact : Theme.primaryWidth
    readonly property real wordsWidth: width - 2 * Theme.gap24 - (iconName === "" ? 0 : Theme.iconButton + Theme.gap12)
    // A long reason in large letters takes three lines and smaller letters: it is never cut.
    readonly property bool lengthy: measure.implicitWidth > 2 * wordsWidth
    readonly property color ink: blocked ? Theme.textSecondary : Theme.inkOnPrimary

    implicitWidth: Math.max(leastWidth, measure.implicitWidth + (iconName === "" ? 0 : Theme.iconButton + Theme.gap12) + 2 * Theme.gap32)
    implicitHeight: Math.max(Theme.control, content.implicitHeight + 2 * Theme.gap12)
    focusPolicy: Qt.StrongFocus
    enabled: !blocked
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    // Blocked while a step is stored, then open again: it has the keyboard back, and shows it as it did before.
    property bool marked: false
    onVisualFocusChanged: if (visualFocus) marked = true
    onActiveFocusChanged: {
        if (!activeFocus && enabled)
            marked = false;
        else if (activeFocus && marked)
            focusReason = Qt.TabFocusReason;
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: button.blocked ? Theme.blocked : button.down ? Theme.primaryPressed : Theme.primary
        DashedFrame {
            anchors.fill: parent
            visible: button.blocked && Theme.sunlight
            ink: Theme.textSecondary
        }
        FocusRing { shown: button.visualFocus }
    }
    // The width that the words want on one line; the shown ones may take three.
    AppLabel {
        id: measure
        visible: false
        text: button.text
        size: Theme.action
        strong: true
        wrapMode: Text.NoWrap
    }
    contentItem: Item {
        implicitWidth: content.implicitWidth
        implicitHeight: content.implicitHeight
        Row {
            id: content
            anchors.centerIn: parent
            spacing: Theme.gap12
            AppIcon {
                name: button.iconName
                tint: button.ink
                anchors.verticalCenter: parent.verticalCenter
            }
            AppLabel {
                objectName: "primaryWords"
                width: Math.min(implicitWidth, button.wordsWidth)
                horizontalAlignment: Text.AlignHCenter
                text: button.text
                size: button.lengthy ? Theme.body : Theme.action
                strong: true
                color: button.ink
                maximumLineCount: 3
            }
        }
    }
}
