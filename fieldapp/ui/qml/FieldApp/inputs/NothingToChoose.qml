import QtQuick.Layouts
import FieldApp

// In the place of choices that an answer before them brings, or that are not on this tablet.
AppLabel {
    objectName: "nothingToChoose"
    text: qsTr("Nothing to choose yet")
    quiet: true
    Layout.fillWidth: true
}
