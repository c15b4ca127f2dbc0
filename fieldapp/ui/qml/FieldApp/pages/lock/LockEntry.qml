import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What is asked for: the PIN or passphrase, or the depot's code and then a new one twice.
ColumnLayout {
    id: form

    required property LockViewModel vm
    readonly property bool asksCode: vm.step === LockViewModel.Code
    readonly property string question: {
        if (vm.step === LockViewModel.Code)
            return qsTr("Scan or type the recovery code from the depot");
        if (vm.step === LockViewModel.New)
            return vm.passphrase ? qsTr("Set a passphrase of ten characters or more") : qsTr("Set a PIN of six digits");
        if (vm.step === LockViewModel.Again)
            return qsTr("Enter it once more");
        return vm.passphrase ? qsTr("Enter your passphrase") : qsTr("Enter your PIN");
    }

    function begin(): void {
        if (asksCode)
            code.forceActiveFocus();
        else
            secret.begin();
    }

    spacing: Theme.gap24

    Rectangle {
        visible: !form.asksCode && Theme.textScale < 1.25 // large words need its room
        Layout.alignment: Qt.AlignHCenter
        implicitWidth: Theme.keyHeight
        implicitHeight: Theme.keyHeight
        radius: width / 2
        color: Theme.primarySoft
        AppIcon {
            anchors.centerIn: parent
            name: "lock"
            size: Theme.iconRail
            tint: Theme.primary
        }
    }
    AppLabel {
        objectName: "lockMessage"
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        text: form.vm.message !== "" ? form.vm.message : form.question
        color: form.vm.wrong ? Theme.danger : Theme.textSecondary
        medium: form.vm.wrong
        Accessible.role: form.vm.wrong ? Accessible.AlertMessage : Accessible.StaticText
        Accessible.name: text
    }
    TextEntry {
        id: code
        objectName: "recoveryCode"
        visible: form.asksCode
        name: qsTr("Recovery code")
        wrong: form.vm.wrong
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhPreferUppercase
        onTextChanged: if (text !== "") form.vm.again()
        onAccepted: form.vm.enter(text)
        Layout.fillWidth: true
    }
    PrimaryButton {
        objectName: "takeCode"
        visible: form.asksCode
        text: qsTr("Next")
        blocked: code.text === "" || form.vm.busy
        onClicked: form.vm.enter(code.text)
        Layout.fillWidth: true
    }
    SecondaryButton {
        objectName: "codeFromPicture"
        visible: form.asksCode
        text: qsTr("From a picture file")
        iconName: "description"
        enabled: !form.vm.busy
        onClicked: files.open()
        Layout.fillWidth: true
    }
    FileDialog {
        id: files
        title: qsTr("Picture of the recovery code")
        nameFilters: [qsTr("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp *.gif)"]
        onAccepted: form.vm.readCode(selectedFile)
    }
    SecretEntry {
        id: secret
        objectName: "secret"
        visible: !form.asksCode && !form.vm.stuck
        passphrase: form.vm.passphrase
        busy: form.vm.busy
        wrong: form.vm.wrong
        action: form.vm.step === LockViewModel.Unlock ? qsTr("Unlock") : qsTr("Next")
        Layout.alignment: Qt.AlignHCenter
        Layout.maximumWidth: form.width
        onComplete: typed => form.vm.enter(typed)
        onBegun: form.vm.again()
    }
    AppLabel {
        visible: form.vm.passphrase && form.vm.step !== LockViewModel.Code
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("This machine has no keyring to share the secret with, so a PIN would not be safe enough.")
        size: Theme.caption
        quiet: true
    }
    AppLabel {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        text: form.vm.hint
        visible: text !== ""
        medium: true
        color: Theme.inkOnPrimarySoft
    }
    SecondaryButton {
        objectName: "beginAnew"
        visible: form.vm.stuck
        text: form.vm.anew
        onClicked: form.vm.beginAnew()
        Layout.fillWidth: true
    }
    QuietButton {
        objectName: "lockHelp"
        centred: true
        visible: form.vm.stuck
        text: form.vm.help
        accent: true
        onClicked: form.vm.helpAsked()
        Layout.alignment: Qt.AlignHCenter
    }
    ColumnLayout {
        visible: form.vm.step === LockViewModel.Unlock && !form.vm.stuck
        spacing: 0
        Layout.fillWidth: true
        QuietButton {
            objectName: "forgotten"
            centred: true
            text: qsTr("Forgotten?")
            accent: true
            onClicked: form.vm.forgotten()
            Layout.alignment: Qt.AlignHCenter
        }
        AppLabel {
            objectName: "forgottenMeans"
            text: qsTr("The depot has a code. No work is lost.")
            size: Theme.caption
            quiet: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
    QuietButton {
        objectName: "backToPin"
        centred: true
        visible: form.vm.step !== LockViewModel.Unlock || form.vm.stuck
        text: qsTr("Back")
        accent: true
        onClicked: form.vm.back()
        Layout.alignment: Qt.AlignHCenter
    }

    Connections {
        target: form.vm
        // Also while a wait begins or runs: what was tried must not be tried again by one more touch.
        function onChanged() {
            if (form.vm.wrong)
                secret.clear();
        }
        function onStepChanged() {
            secret.clear();
            if (!form.asksCode)
                code.text = "";
            form.begin();
        }
    }
}
