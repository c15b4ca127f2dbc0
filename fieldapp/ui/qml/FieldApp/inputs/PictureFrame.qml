import QtQuick
import FieldApp

// The picture of an answer as it is kept; says when it is still on its way, or on another tablet only.
Rectangle {
    id: frame

    property string picture
    // The question that it answers, for a screen reader.
    property string name
    property bool isMissing: picture === "missing"

    implicitHeight: Math.min(Theme.keyHeight * 3, width * 0.85)
    implicitWidth: Theme.sidePane
    radius: Theme.radiusControl
    color: Theme.sunken
    border.width: Theme.hairline
    border.color: Theme.line
    Accessible.role: Accessible.Graphic
    Accessible.name: name

    Image {
        id: shown
        objectName: "picture"
        anchors.fill: parent
        anchors.margins: Theme.gap4
        visible: !frame.isMissing
        source: frame.isMissing ? "" : frame.picture
        sourceSize: Qt.size(1600, 1600)
        asynchronous: true
        fillMode: Image.PreserveAspectFit
    }
    AppLabel {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gap16
        horizontalAlignment: Text.AlignHCenter
        visible: frame.isMissing || shown.status !== Image.Ready
        text: frame.isMissing ? qsTr("This picture is not on this tablet") : qsTr("Reading the picture")
        quiet: true
    }
}
