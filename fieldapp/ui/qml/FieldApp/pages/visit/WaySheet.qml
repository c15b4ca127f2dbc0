import QtQuick
import QtQuick.Layouts
import QtQuick.Shapes
import FieldApp
import FieldApp.ViewModels

// The way for another device: address and coordinates to read out, and a QR code for the telephone (DEP-6).
ContactSheet {
    id: sheet

    required property WayViewModel way
    required property ContactViewModel contact

    title: qsTr("Way there")
    subtitle: qsTr("Point the phone's camera at the code")
    actionName: "openMap"
    ready: way.known
    actionText: qsTr("Open in a map")
    quietText: qsTr("Close")
    onDone: Qt.openUrlExternally(way.link)

    Rectangle {
        id: plate
        objectName: "wayCode"
        visible: sheet.way.codeSide > 0
        Layout.preferredWidth: Math.min(parent.width, Theme.evidencePane - 2 * Theme.margin)
        Layout.preferredHeight: width
        radius: Theme.radiusControl
        color: Theme.paper
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("QR code of the way")
        Shape {
            anchors.fill: parent
            ShapePath {
                strokeWidth: -1
                fillColor: Theme.paperInk
                scale: sheet.way.codeSide > 0 ? Qt.size(plate.width / sheet.way.codeSide, plate.width / sheet.way.codeSide) : Qt.size(1, 1)
                PathSvg { path: sheet.way.codePath }
            }
        }
    }
    AppLabel {
        objectName: "wayAddress"
        text: sheet.way.address
        size: Theme.row
        strong: true
        Layout.fillWidth: true
    }
    AppLabel {
        objectName: "wayCoordinates"
        visible: text !== ""
        text: sheet.way.coordinates
        size: Theme.row
        Layout.fillWidth: true
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap12
        SecondaryButton {
            objectName: "copyAddress"
            text: qsTr("Copy address")
            onClicked: sheet.contact.copy(sheet.way.address)
        }
        SecondaryButton {
            objectName: "copyCoordinates"
            visible: sheet.way.coordinates !== ""
            text: qsTr("Copy coordinates")
            onClicked: sheet.contact.copy(sheet.way.coordinates)
        }
    }
}
