import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Top right on every page: in portrait the scan button, then the sync chip.
RowLayout {
    id: actions

    required property ShellViewModel shell
    required property Navigator navigator

    spacing: Theme.gap12

    IconButton {
        objectName: "headerScan"
        visible: Theme.compact && actions.navigator.has("scan")
        tinted: false
        iconName: "barcode_scanner"
        text: qsTr("Scan")
        onClicked: actions.navigator.open("scan", actions.navigator.argument)
    }
    SyncChip {
        objectName: "syncChip"
        text: actions.shell.chipText
        look: actions.shell.chip
        onClicked: if (actions.navigator.has("sync")) actions.navigator.openSection("sync")
    }
}
