import QtQuick
import QtQuick.Layouts
import FieldApp

// A sheet of the telephone: its head, what is chosen from, and the one action at the foot.
SideSheet {
    id: sheet

    property string title
    property string subtitle
    property string actionText
    property string actionName: "confirmSheet"
    property bool ready: false
    property string quietText: qsTr("Cancel")
    default property alias rows: column.data
    signal done
    signal quiet

    onClosed: open = false

    Flickable {
        anchors.fill: parent
        anchors.bottomMargin: foot.height
        contentHeight: column.implicitHeight + 2 * Theme.margin
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: column
            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap12
            SheetHeader {
                Layout.fillWidth: true
                title: sheet.title
                subtitle: sheet.subtitle
                onClosed: sheet.closed()
            }
        }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: sheet.actionName
        primaryText: sheet.actionText
        primaryBlocked: !sheet.ready
        onPrimary: sheet.done()
        QuietButton {
            objectName: sheet.actionName + "Quiet"
            text: sheet.quietText
            onClicked: {
                sheet.quiet();
                sheet.closed();
            }
        }
    }
}
