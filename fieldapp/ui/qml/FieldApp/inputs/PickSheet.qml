import QtQuick
import FieldApp

// What an editor opens over the page: its question above, the answers to pick from, and at most one button below.
SideSheet {
    id: sheet
    objectName: "pickSheet"

    property string title
    property string subtitle
    property bool fills: false
    property string doneText
    property bool doneBlocked: false
    default property alias picks: middle.data
    property alias foot: bar.quiet
    // Takes the keyboard when the sheet is open.
    property Item first: null
    readonly property real innerWidth: asked.width - 2 * Theme.margin
    readonly property real innerHeight: asked.height - Theme.gap16
    signal done

    z: 1
    Component.onCompleted: {
        open = true;
        if (first)
            first.forceActiveFocus(Qt.TabFocusReason);
    }

    SheetHeader {
        id: head
        x: Theme.margin
        y: Theme.gap8
        width: parent.width - 2 * Theme.margin
        title: sheet.title
        subtitle: sheet.subtitle
        onClosed: sheet.closed()
    }
    Flickable {
        id: asked
        objectName: "picks"
        anchors.top: head.bottom
        anchors.bottom: bar.visible ? bar.top : parent.bottom
        width: parent.width
        interactive: !sheet.fills
        contentHeight: sheet.fills ? height : middle.height + 2 * Theme.gap16
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Item {
            id: middle
            x: Theme.margin
            y: Theme.gap8
            width: sheet.innerWidth
            height: sheet.fills ? sheet.innerHeight : childrenRect.height
        }
    }
    BottomActionBar {
        id: bar
        visible: sheet.doneText !== ""
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "pickDone"
        primaryText: sheet.doneText
        primaryBlocked: sheet.doneBlocked
        onPrimary: sheet.done()
    }
}
