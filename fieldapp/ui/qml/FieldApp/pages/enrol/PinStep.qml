import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The PIN, then the same again; the pad is emptied after each.
ColumnLayout {
    id: step

    required property EnrolViewModel vm
    readonly property bool again: vm.step === EnrolViewModel.PinAgain

    spacing: Theme.gap24

    ColumnLayout {
        spacing: 0
        Layout.alignment: Qt.AlignHCenter
        AppLabel {
            objectName: "pinTitle"
            text: step.again ? qsTr("Enter it once more") : step.vm.passphrase ? qsTr("Set a passphrase of ten characters or more") : qsTr("Set a PIN of six digits")
            size: Theme.title
            strong: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        AppLabel {
            text: qsTr("It opens this tablet. Nobody else knows it.")
            quiet: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
    AppLabel {
        visible: step.vm.passphrase
        text: qsTr("This machine has no keyring to share the secret with, so a PIN would not be safe enough.")
        size: Theme.caption
        quiet: true
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
    SecretEntry {
        focus: true
        passphrase: step.vm.passphrase
        action: qsTr("Next")
        wrong: step.vm.problemWhat !== ""
        Layout.alignment: Qt.AlignHCenter
        onComplete: pin => {
            clear();
            begin();
            step.vm.enterPin(pin);
        }
    }
    QuietButton {
        objectName: "startOver"
        text: qsTr("Another code")
        accent: true
        size: Theme.body
        Layout.alignment: Qt.AlignHCenter
        onClicked: step.vm.startOver()
    }
}
