import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Over which networks photos and papers go; and, where they wait for one that costs nothing, a way to send them now.
ColumnLayout {
    id: choice

    required property SyncViewModel vm

    spacing: Theme.gap8

    AppLabel {
        text: qsTr("Send photos and papers")
        medium: true
        quiet: true
        Layout.fillWidth: true
    }
    SegmentedChoice {
        objectName: "filesOnMetered"
        question: qsTr("Send photos and papers")
        inset: Theme.gap16
        choices: [{ value: "free", label: qsTr("When data is free") }, { value: "any", label: qsTr("Always") }]
        value: choice.vm.filesOnMetered ? "any" : "free"
        onPicked: value => choice.vm.setFilesOnMetered(value === "any")
    }
    SecondaryButton {
        objectName: "sendFiles"
        visible: choice.vm.filesHeld
        text: qsTr("Send photos now")
        onClicked: choice.vm.sendFilesNow()
    }
}
