import QtQuick
import QtQuick.Window
import QtQuick.Templates as T
import FieldApp

// Over the page: from the right in landscape, from below in portrait. Esc or the scrim closes it.
FocusScope {
    id: sheet

    property bool open: false
    property int sheetWidth: Theme.sheetWidth
    property int leastTop: Theme.header
    default property alias content: body.data
    signal closed

    anchors.fill: parent
    visible: open || moving.running
    Keys.onEscapePressed: closed()
    // The keyboard goes back to where it was when the sheet came, and shows it if it did.
    property Item before: null
    property bool byKeys: false
    onOpenChanged: {
        if (open) {
            before = Window.activeFocusItem;
            byKeys = (before as T.Control)?.visualFocus ?? false;
            forceActiveFocus();
        } else if (before && activeFocus) {
            before.forceActiveFocus(byKeys ? Qt.TabFocusReason : Qt.OtherFocusReason);
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        opacity: sheet.open ? 1 : 0
        Behavior on opacity { NumberAnimation { duration: Theme.quick } }
        TapHandler { onTapped: sheet.closed() }
        HoverHandler {}
        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Close")
        Accessible.onPressAction: sheet.closed()
    }
    Rectangle {
        id: body
        width: Theme.compact ? parent.width : Math.min(sheet.sheetWidth, parent.width - Theme.railWidth)
        height: Theme.compact ? parent.height - sheet.leastTop : parent.height
        x: Theme.compact ? 0 : sheet.open ? parent.width - width : parent.width
        y: Theme.compact ? (sheet.open ? parent.height - height : parent.height) : 0
        color: Theme.surface
        MouseArea { anchors.fill: parent; Accessible.ignored: true }
        Behavior on x {
            NumberAnimation { id: moving; duration: sheet.open ? Theme.sheetIn : Theme.quick; easing.type: Easing.OutCubic }
        }
        Behavior on y {
            NumberAnimation { duration: sheet.open ? Theme.sheetIn : Theme.quick; easing.type: Easing.OutCubic }
        }
    }
}
