// The least a Qt Quick program can show: what the start of ours is compared with.
import QtQuick

Window {
    width: 1280
    height: 800
    visible: true

    Rectangle {
        anchors.fill: parent
        color: "#f4f5f2"

        Text {
            anchors.centerIn: parent
            text: "bare"
        }
    }
}
