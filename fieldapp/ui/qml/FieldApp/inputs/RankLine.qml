import QtQuick
import QtQuick.Layouts
import FieldApp

// One thing in an order: its place, its words, one up, one down.
Rectangle {
    id: line

    property int place
    property bool last: false
    property bool given: false
    property bool readOnly: false
    property string text
    signal moved(int by, bool byKeyboard)

    // At the end of the way the other button takes the keyboard.
    function focusOn(upwards: bool): void {
        const wanted = upwards ? (up.enabled ? up : down) : (down.enabled ? down : up);
        wanted.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitHeight: Math.max(Theme.rowTwoLines, words.implicitHeight + Theme.gap16)
    radius: Theme.radiusControl
    color: readOnly ? Theme.sunken : Theme.surface
    border.width: Theme.hairline
    border.color: Theme.line

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap16
        spacing: Theme.gap16
        AppLabel {
            text: line.given ? String(line.place + 1) : "–"
            size: Theme.row
            strong: true
            color: line.given ? Theme.primary : Theme.textSecondary
            Layout.minimumWidth: Theme.gap24
        }
        AppLabel {
            id: words
            text: line.text
            medium: true
            Layout.fillWidth: true
        }
        IconButton {
            id: up
            objectName: "up"
            visible: !line.readOnly
            enabled: line.place > 0
            tinted: false
            iconName: "arrow_upward"
            text: qsTr("%1 one up").arg(line.text)
            onClicked: line.moved(-1, visualFocus)
        }
        IconButton {
            id: down
            objectName: "down"
            visible: !line.readOnly
            enabled: !line.last
            tinted: false
            iconName: "arrow_downward"
            text: qsTr("%1 one down").arg(line.text)
            onClicked: line.moved(1, visualFocus)
        }
    }
}
