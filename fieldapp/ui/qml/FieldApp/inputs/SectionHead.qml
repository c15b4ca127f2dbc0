import QtQuick
import QtQuick.Layouts
import FieldApp

// The head of a card of questions: a group's title, or a row of a repeat, which can be taken out.
RowLayout {
    id: head

    property string title
    property bool removable: false
    signal removed

    spacing: Theme.gap12

    AppLabel {
        visible: head.title !== ""
        text: head.title
        size: Theme.row
        strong: true
        Layout.fillWidth: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    QuietButton {
        objectName: "removeRow"
        visible: head.removable
        iconName: "delete"
        text: qsTr("Remove")
        size: Theme.body
        trailing: true
        Accessible.name: qsTr("Remove %1").arg(head.title)
        onClicked: head.removed()
    }
}
