import QtQuick
import QtQuick.Layouts
import FieldApp

// One thing that the customer confirms, with what it said before, and the way to put it right.
Item {
    id: row

    property string label
    property string text
    property string note
    property string old
    signal wrong

    implicitHeight: Math.max(Theme.control, words.implicitHeight + 2 * Theme.gap8)
    Accessible.role: Accessible.StaticText
    Accessible.name: label + ": " + text + " " + note

    RowLayout {
        anchors.fill: parent
        spacing: Theme.gap12
        AppLabel {
            text: row.label
            quiet: true
            Layout.preferredWidth: (Theme.labelColumn + Theme.gap12) * Theme.textScale
            Accessible.ignored: true
        }
        ColumnLayout {
            id: words
            spacing: 0
            Layout.fillWidth: true
            AppLabel {
                visible: row.old !== ""
                text: row.old
                size: Theme.caption
                quiet: true
                font.strikeout: true
                Layout.fillWidth: true
                Accessible.name: qsTr("Before: %1").arg(row.old)
            }
            AppLabel {
                text: row.text
                medium: true
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            AppLabel {
                visible: text !== ""
                text: row.note
                size: Theme.caption
                quiet: true
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }
        QuietButton {
            objectName: "wrong"
            trailing: true
            size: Theme.body
            text: qsTr("Wrong?")
            Accessible.name: qsTr("Correct %1").arg(row.label)
            onClicked: row.wrong()
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
