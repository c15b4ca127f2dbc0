import QtQuick
import FieldApp

// Adds a row to a repeat.
SecondaryButton {
    property string title

    objectName: "addRow"
    iconName: "add"
    text: title === "" ? qsTr("Add a row") : qsTr("Add: %1").arg(title)
}
