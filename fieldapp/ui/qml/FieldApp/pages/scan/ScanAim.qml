pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// Where the label is: the picture that was read, its codes framed; before that, which ways in there are.
Rectangle {
    id: aim

    required property ScanViewModel vm
    readonly property bool pictured: vm.picture.toString() !== ""

    implicitHeight: ask.height + (pictured ? 0 : ways.implicitHeight + 2 * Theme.gap24) + old.space
    color: Theme.sunken

    AppLabel {
        id: ask
        objectName: "scanAsk"
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - 2 * Theme.margin
        height: implicitHeight + 2 * Theme.gap16
        horizontalAlignment: Text.AlignHCenter
        text: aim.vm.ask
        size: Theme.row
        strong: true
        color: aim.vm.asksOld ? Theme.warning : Theme.text
    }
    Item {
        id: place
        anchors.top: ask.bottom
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap16 + old.space
        width: parent.width

        Image {
            id: picture
            objectName: "scanImage"
            anchors.fill: parent
            anchors.leftMargin: Theme.margin
            anchors.rightMargin: Theme.margin
            visible: aim.pictured
            source: aim.vm.picture
            sourceSize: Qt.size(1440, 1440)
            fillMode: Image.PreserveAspectFit
            autoTransform: true
            asynchronous: true
            cache: false
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("The picture that was read")

            Item {
                anchors.centerIn: parent
                width: picture.paintedWidth
                height: picture.paintedHeight
                visible: picture.status === Image.Ready
                Repeater {
                    model: aim.vm.frames
                    Rectangle {
                        required property var modelData
                        objectName: "scanFrame"
                        x: modelData.left * parent.width
                        y: modelData.top * parent.height
                        width: modelData.width * parent.width
                        height: Math.max(modelData.height * parent.height, Theme.gap8)
                        radius: Theme.radiusTag
                        color: "transparent"
                        border.width: Theme.focusWidth
                        border.color: Theme.success
                    }
                }
            }
        }
        AimCorners {
            anchors.centerIn: parent
            visible: !aim.pictured
            width: Math.min(parent.width - 2 * Theme.margin, Math.max(ways.implicitWidth, Theme.listPane) + 2 * Theme.gap32)
            height: ways.implicitHeight + 2 * Theme.gap24
            ScanWays {
                id: ways
                anchors.centerIn: parent
                width: Math.min(implicitWidth, parent.width - 2 * Theme.gap24)
                reading: aim.vm.reading
            }
        }
    }
    QuietButton {
        id: old
        readonly property int space: visible ? height : 0
        objectName: "scanNoOld"
        visible: aim.vm.asksOld
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        accent: true
        text: qsTr("No old part comes out")
        onClicked: aim.vm.noOldPart()
    }
}
