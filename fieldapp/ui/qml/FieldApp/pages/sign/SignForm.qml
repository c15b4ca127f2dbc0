pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What the customer gives: the tick, the signature, a face. Nothing is chosen beforehand (REP-3).
ColumnLayout {
    id: form

    required property SignViewModel vm
    readonly property alias pad: frame.pad
    signal engineer

    spacing: Theme.gap16

    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        AppLabel {
            text: form.vm.byPhone ? qsTr("Read out and confirmed by phone") : qsTr("Please check and sign")
            size: Theme.figure
            strong: true
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        QuietButton {
            objectName: "engineer"
            iconName: "lock"
            text: qsTr("Engineer")
            size: Theme.body
            onClicked: form.engineer()
        }
    }
    CheckCard {
        objectName: "agree"
        Layout.fillWidth: true
        framed: false
        text: form.vm.paper.clause
        checked: form.vm.agreed
        onClicked: form.vm.agree(!checked)
    }
    AppLabel {
        visible: form.vm.byPhone
        text: qsTr("Who was on the phone")
        size: Theme.row
        medium: true
        Layout.fillWidth: true
    }
    TextEntry {
        objectName: "speaker"
        visible: form.vm.byPhone
        Layout.fillWidth: true
        text: form.vm.speakerName
        Accessible.name: qsTr("Who was on the phone")
        onTextEdited: form.vm.nameSpeaker(text)
    }
    Item { visible: form.vm.byPhone; Layout.fillHeight: true }
    SignaturePad {
        id: frame
        visible: !form.vm.byPhone
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.signaturePad / 2
        Layout.maximumHeight: Theme.compact ? Theme.signaturePad : 2 * Theme.signaturePad
        signer: form.vm.signer
        onInked: present => form.vm.inkChanged(present)
    }
    AppLabel {
        text: qsTr("Are you satisfied with this service?")
        size: Theme.row
        medium: true
        Layout.fillWidth: true
    }
    FaceChoice {
        objectName: "faces"
        Layout.fillWidth: true
        Layout.fillHeight: false
        value: form.vm.satisfaction
        onPicked: value => form.vm.rate(value)
    }
    Connections {
        target: form.vm
        function onWiped() { frame.clear() }
    }
}
