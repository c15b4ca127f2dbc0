import QtQuick
import QtQuick.Layouts
import FieldApp

// A wait of more than 0.3 s: what is being done, how far, and a way out.
Rectangle {
    id: panel

    property string text
    property real fraction: 0
    property bool cancellable: true
    signal cancel

    implicitHeight: row.implicitHeight + 2 * Theme.gap16
    implicitWidth: Theme.sidePane
    radius: Theme.radiusControl
    color: Theme.surface
    border.width: Theme.hairline
    border.color: Theme.line

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.margins: Theme.gap16
        spacing: Theme.gap16
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.gap8
            AppLabel {
                text: panel.text
                medium: true
                Layout.fillWidth: true
            }
            MeterBar {
                fraction: panel.fraction
                Layout.fillWidth: true
            }
        }
        QuietButton {
            trailing: true
            visible: panel.cancellable
            text: qsTr("Cancel")
            accent: true
            size: Theme.body
            onClicked: panel.cancel()
        }
    }
}
