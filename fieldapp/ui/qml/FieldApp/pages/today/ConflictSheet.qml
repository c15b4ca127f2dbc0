pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// A promise that the day no longer keeps, and the ways out of it (DEP-4, CON-1, CON-5).
SideSheet {
    id: sheet

    required property ConflictViewModel conflict

    sheetWidth: Theme.evidencePane
    leastTop: height / 3
    onClosed: open = false

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        spacing: 0
        SheetHeader {
            Layout.fillWidth: true
            title: sheet.conflict.title
            subtitle: sheet.conflict.cause
            onClosed: sheet.closed()
        }
        Repeater {
            model: sheet.conflict.ways
            ListRow {
                required property var modelData
                required property int index
                objectName: "wayOut-" + index
                Layout.fillWidth: true
                enabled: modelData.action !== ""
                iconName: modelData.icon
                text: modelData.text
                detail: modelData.detail
                onClicked: {
                    sheet.open = false;
                    sheet.conflict.take(modelData.action);
                }
            }
        }
        Item { Layout.fillHeight: true }
    }
}
