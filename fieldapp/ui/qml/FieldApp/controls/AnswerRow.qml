import QtQuick
import QtQuick.Layouts
import FieldApp

// An answer that can only be read: the question left, what was answered at the right edge.
Item {
    id: answer

    property string text
    property string value

    implicitHeight: Math.max(Theme.target, row.implicitHeight + Theme.gap16)
    implicitWidth: Theme.sidePane
    Accessible.role: Accessible.StaticText
    Accessible.name: text + " " + value

    RowLayout {
        id: row
        anchors.fill: parent
        spacing: Theme.gap16
        AppLabel {
            text: answer.text
            Layout.fillWidth: true
            Accessible.ignored: true
        }
        AppLabel {
            text: answer.value
            medium: true
            horizontalAlignment: Text.AlignRight
            Layout.maximumWidth: answer.width / 2
            Accessible.ignored: true
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
