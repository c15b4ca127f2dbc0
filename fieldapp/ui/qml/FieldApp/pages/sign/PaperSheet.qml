pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels
import "../report"

// The whole report, over the customer's page: he can read every line before he signs.
SideSheet {
    id: sheet

    required property ReportViewModel report

    onClosed: open = false
    onOpenChanged: if (open) report.drawPages()

    SheetHeader {
        id: head
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        title: qsTr("Service report")
        subtitle: sheet.report.numberText
        onClosed: sheet.closed()
    }
    Rectangle {
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        color: Theme.background
        PaperView {
            anchors.fill: parent
            pages: sheet.report.pages
            begun: sheet.report.loaded
        }
    }
}
