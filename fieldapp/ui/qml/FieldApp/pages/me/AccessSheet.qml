pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// PIN and lock: how soon the tablet locks itself, and another PIN: the old one, then the new one twice.
Item {
    id: sheet

    required property AccessViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property bool asking: vm.step === AccessViewModel.Old || vm.step === AccessViewModel.New || vm.step === AccessViewModel.Again
    readonly property string question: {
        if (vm.step === AccessViewModel.Old)
            return vm.passphrase ? qsTr("Enter your present passphrase") : qsTr("Enter your present PIN");
        if (vm.step === AccessViewModel.New)
            return vm.passphrase ? qsTr("Set a passphrase of ten characters or more") : qsTr("Set a PIN of six digits");
        return qsTr("Enter it once more");
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        spacing: Theme.gap24
        SheetHeader {
            title: qsTr("PIN and lock")
            subtitle: sheet.asking ? sheet.question : ""
            onClosed: sheet.navigator.closeSheet()
            Layout.fillWidth: true
        }
        ColumnLayout {
            visible: !sheet.asking
            spacing: Theme.gap8
            Layout.fillWidth: true
            AppLabel {
                text: qsTr("Lock when nobody touches the tablet")
                medium: true
                quiet: true
                Layout.fillWidth: true
            }
            SegmentedChoice {
                objectName: "idleMinutes"
                choices: ["1", "5", "10", "30"].map(minutes => ({ value: minutes, label: qsTr("%1 min").arg(minutes) }))
                value: sheet.vm.idleMinutes
                onPicked: value => sheet.vm.setIdleMinutes(value)
            }
            AppLabel {
                text: qsTr("Answers and remarks being typed are stored first; after the PIN you are on the same page. A signature not yet confirmed is cleared, and an open side sheet closes.")
                size: Theme.caption
                quiet: true
                Layout.fillWidth: true
            }
        }
        NoticeBar {
            objectName: "secretChanged"
            visible: sheet.vm.step === AccessViewModel.Done
            tone: Tag.Success
            text: sheet.vm.passphrase ? qsTr("The new passphrase counts from now on") : qsTr("The new PIN counts from now on")
            Layout.fillWidth: true
        }
        SecondaryButton {
            objectName: "changeSecret"
            visible: !sheet.asking
            text: sheet.vm.passphrase ? qsTr("Change passphrase") : qsTr("Change PIN")
            iconName: "lock"
            onClicked: sheet.vm.begin()
        }
        AppLabel {
            objectName: "accessMessage"
            visible: sheet.asking && text !== ""
            text: sheet.vm.message
            color: Theme.danger
            medium: true
            Layout.fillWidth: true
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        SecretEntry {
            id: secret
            visible: sheet.asking
            passphrase: sheet.vm.passphrase
            busy: sheet.vm.busy
            wrong: sheet.vm.wrong
            action: qsTr("Next")
            Layout.alignment: Qt.AlignHCenter
            onComplete: typed => {
                clear();
                sheet.vm.enter(typed);
                begin();
            }
            onBegun: sheet.vm.again()
            onVisibleChanged: if (visible) begin()
        }
        Item { Layout.fillHeight: true }
    }
}
