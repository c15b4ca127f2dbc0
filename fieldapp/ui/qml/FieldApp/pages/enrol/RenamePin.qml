import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The PIN that this tablet has: it opens what comes along. Then the centre is asked, and the store opens by itself.
ColumnLayout {
    id: step

    required property RenameViewModel vm
    readonly property bool done: vm.step === RenameViewModel.Done

    spacing: Theme.gap24

    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        AppLabel {
            objectName: "renameTitle"
            text: step.done ? qsTr("Everything came along") : step.vm.working ? qsTr("Enrolling")
                : step.vm.passphrase ? qsTr("Enter your passphrase") : qsTr("Enter your PIN")
            size: Theme.title
            strong: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        AppLabel {
            visible: step.vm.problemWhat === "" // what went wrong needs its room, and says what is safe
            text: step.done ? qsTr("This tablet opens by itself now, and what waits is sent.")
                : step.vm.working ? qsTr("Keys are made and the centre is asked. This takes a few seconds.")
                : qsTr("It stays the same, and so does everything on this tablet.")
            quiet: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
    SecretEntry {
        id: secret
        visible: !step.done
        focus: true
        passphrase: step.vm.passphrase
        busy: step.vm.busy
        wrong: step.vm.wrong
        action: qsTr("Enrol anew")
        Layout.alignment: Qt.AlignHCenter
        onComplete: typed => step.vm.enter(typed)
        onBegun: step.vm.again()
    }
    QuietButton {
        objectName: "startOver"
        visible: !step.done
        enabled: !step.vm.busy
        text: qsTr("Another code")
        accent: true
        size: Theme.body
        Layout.alignment: Qt.AlignHCenter
        onClicked: step.vm.startOver()
    }
    Connections {
        target: step.vm
        function onChanged() {
            if (step.vm.wrong)
                secret.clear();
        }
    }
}
