import QtQuick
import FieldApp

// What stands in the place of an editor that is not made yet.
Item {
    property alias title: words.text

    AppLabel {
        id: words
        width: parent.width
        medium: true
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }
    Rectangle {
        y: Theme.gap32
        width: parent.width
        height: parent.height - y
        visible: height > 0
        radius: Theme.radiusControl
        color: Theme.sunken
    }
}
