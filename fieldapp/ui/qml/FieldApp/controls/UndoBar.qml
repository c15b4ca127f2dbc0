import QtQuick
import QtQuick.Layouts
import FieldApp

// Five seconds to take it back, instead of "are you sure?".
Rectangle {
    id: bar

    property string text
    property int secondsLeft: 0
    signal undo

    visible: secondsLeft > 0
    implicitHeight: Math.max(Theme.control, row.implicitHeight)
    radius: Theme.radiusControl
    color: Theme.undoGround
    border.width: Theme.sunlight ? Theme.strong : 0
    border.color: Theme.text

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.gap16 + Theme.gap4
        anchors.rightMargin: Theme.gap16
        AppLabel {
            text: bar.text
            color: Theme.inkOnUndo
            Layout.fillWidth: true
        }
        QuietButton {
            trailing: true
            objectName: "undo"
            iconName: "undo"
            text: qsTr("Undo %1 s").arg(bar.secondsLeft)
            ink: Theme.undoAction
            size: Theme.body
            onClicked: bar.undo()
        }
    }
}
