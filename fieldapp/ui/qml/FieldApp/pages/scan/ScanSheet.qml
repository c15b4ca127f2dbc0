pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import FieldApp
import FieldApp.ViewModels

// Parts by their labels: what to scan now, three ways in, and what came of each scan (PRT-1).
FocusScope {
    id: sheet

    required property ScanViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    property bool byHand: false

    function listen(): void {
        if (byHand)
            hand.begin();
        else
            sink.forceActiveFocus();
    }
    onByHandChanged: listen()
    Component.onCompleted: listen()

    // Has the focus while a scanner is to type: no input method comes between, and no button is under its Enter.
    Item {
        id: sink
        objectName: "scanSink"
        focus: true
        Accessible.ignored: true
    }
    SheetHeader {
        id: header
        width: parent.width - 2 * Theme.margin
        x: Theme.margin
        title: sheet.vm.title
        subtitle: sheet.vm.subtitle
        onClosed: sheet.vm.finish()
    }
    ScanAim {
        id: aim
        visible: !sheet.byHand
        anchors.top: header.bottom
        width: parent.width
        height: Math.max(Math.min(sheet.height * 0.52, sheet.width * 0.578), implicitHeight)
        vm: sheet.vm
    }
    HandEntry {
        id: hand
        visible: sheet.byHand
        anchors.top: header.bottom
        width: parent.width
        ask: sheet.vm.ask
        asksOld: sheet.vm.asksOld
        onNoOld: sheet.vm.noOldPart()
        onEntered: text => sheet.vm.takeText(text)
    }
    RowList {
        id: results
        objectName: "scanResults"
        anchors.top: sheet.byHand ? hand.bottom : aim.bottom
        anchors.bottom: foot.top
        width: parent.width
        model: sheet.vm.results
        delegate: ScanResult {
            width: results.width
            onUsed: key => {
                sheet.vm.useAnyway(key);
                sheet.listen();
            }
        }
        AppLabel {
            visible: results.count === 0
            anchors.fill: parent
            anchors.margins: Theme.margin
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("What you scan appears here.")
            quiet: true
        }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: "scanDone"
        primaryText: qsTr("Done")
        onPrimary: sheet.vm.finish()
        QuietButton {
            objectName: "scanHand"
            iconName: sheet.byHand ? "barcode_scanner" : "keyboard"
            text: sheet.byHand ? qsTr("Scan") : qsTr("By hand")
            onClicked: sheet.byHand = !sheet.byHand
        }
        QuietButton {
            objectName: "scanPicture"
            iconName: "image"
            text: qsTr("Picture")
            enabled: !sheet.vm.reading
            onClicked: files.open()
        }
    }
    FileDialog {
        id: files
        title: qsTr("Picture of a label")
        nameFilters: [qsTr("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp *.gif)"]
        onAccepted: {
            sheet.byHand = false;
            sheet.vm.choosePicture(selectedFile);
        }
        onVisibleChanged: if (!visible) sheet.listen()
    }
    Connections {
        target: sheet.vm
        // The first characters of a scan are typed into the field before anybody can know that it is one.
        function onScanned() { hand.clear() }
    }
}
