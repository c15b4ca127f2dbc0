import QtQuick
import QtQuick.Layouts
import FieldApp

// After the word was given: thanks, and the tablet goes back to the engineer.
Item {
    id: done

    property string title
    property bool signed: true
    signal engineer

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.evidencePane)
        spacing: Theme.gap24
        AppIcon {
            Layout.alignment: Qt.AlignHCenter
            name: done.signed ? "check_circle-fill" : "edit_note"
            size: Theme.departure
            tint: done.signed ? Theme.success : Theme.textSecondary
        }
        AppLabel {
            objectName: "thanks"
            text: done.title
            size: Theme.figure
            strong: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        AppLabel {
            text: qsTr("The report is saved on this tablet. Please give it back to the engineer.")
            quiet: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        PrimaryButton {
            objectName: "giveBack"
            Layout.alignment: Qt.AlignHCenter
            iconName: "lock"
            text: qsTr("Back to the engineer")
            onClicked: done.engineer()
        }
    }
}
