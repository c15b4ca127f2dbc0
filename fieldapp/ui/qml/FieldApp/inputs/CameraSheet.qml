import QtQuick
import FieldApp
import FieldApp.Items

// What the camera sees, and the one button that takes it.
PickSheet {
    id: sheet

    // The picture taken before: shown through, so that the new one is taken from the same place.
    property string under
    signal taken(CameraView view)

    fills: true
    sheetWidth: Theme.sheetWidth * 1.4
    doneText: qsTr("Take the photo")
    doneBlocked: !view.ready
    onDone: taken(view)
    Component.onDestruction: view.stop()

    Rectangle {
        width: sheet.innerWidth
        height: sheet.innerHeight - Theme.gap16
        radius: Theme.radiusControl
        color: Theme.sunken
        border.width: Theme.hairline
        border.color: Theme.line

        CameraView {
            id: view
            objectName: "camera"
            anchors.fill: parent
            anchors.margins: Theme.gap4
            Accessible.role: Accessible.Graphic
            Accessible.name: sheet.title
        }
        Image {
            objectName: "under"
            anchors.fill: view
            visible: sheet.under !== "" && sheet.under !== "missing" && view.ready
            source: visible ? sheet.under : ""
            asynchronous: true
            fillMode: Image.PreserveAspectFit
            opacity: Theme.seeThrough
            Accessible.ignored: true
        }
        AppLabel {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.gap24
            horizontalAlignment: Text.AlignHCenter
            visible: !view.ready
            text: view.trouble ? qsTr("The camera cannot be used. Close other programs that use it, or choose a file.")
                : qsTr("Opening the camera")
            quiet: true
        }
    }
    // Loading what it needs takes a moment: once the sheet has come in.
    Timer {
        interval: Theme.sheetIn + 20
        running: true
        onTriggered: view.start()
    }
}
