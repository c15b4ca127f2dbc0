import QtQuick
import QtQuick.Window
import FieldApp

// A Material Symbol in one colour; drawn by the image provider "icon" (ui/items/icons.py), no shader.
Image {
    id: icon

    property string name
    property color tint: Theme.text
    property int size: Theme.iconButton

    width: size
    height: size
    sourceSize: Qt.size(size * Screen.devicePixelRatio, size * Screen.devicePixelRatio)
    source: name === "" ? "" : "image://icon/" + name + "/" + tint.toString().replace("#", "")
    fillMode: Image.PreserveAspectFit
    visible: name !== ""
    Accessible.ignored: true
}
