import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// One quiet line under the stepper: this step's checklist has a newer version. Nothing happens by itself (PRO-2).
Rectangle {
    id: bar

    required property FormMoveViewModel move
    signal asked

    objectName: "formOffer"
    visible: move.offered
    implicitHeight: row.implicitHeight
    color: Theme.background

    RowLayout {
        id: row
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.gap12
        AppIcon {
            name: "assignment"
            size: Theme.iconLine
            tint: Theme.textSecondary
        }
        AppLabel {
            text: bar.move.offerText
            quiet: true
            Layout.fillWidth: true
        }
        QuietButton {
            objectName: "seeFormChanges"
            trailing: true
            accent: true
            size: Theme.body
            text: qsTr("See what changes")
            onClicked: bar.asked()
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
