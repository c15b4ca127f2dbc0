import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The centre is asked; if that failed for a reason that passes, it can be asked again.
ColumnLayout {
    id: step

    required property EnrolViewModel vm
    readonly property bool working: vm.step === EnrolViewModel.Working
    readonly property bool done: vm.step === EnrolViewModel.Done

    spacing: Theme.gap24

    AppIcon {
        name: step.done ? "task_alt" : step.working ? "sync" : "cloud_off"
        size: Theme.iconFace
        tint: step.done ? Theme.success : step.working ? Theme.primary : Theme.textSecondary
        Layout.alignment: Qt.AlignHCenter
        RotationAnimator on rotation {
            running: step.working && !Theme.reduceMotion
            from: 0
            to: -360
            duration: 1600
            loops: Animation.Infinite
        }
    }
    AppLabel {
        objectName: "askTitle"
        text: step.done ? qsTr("This tablet is enrolled") : step.working ? qsTr("Enrolling") : qsTr("Not enrolled yet")
        size: Theme.title
        strong: true
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    AppLabel {
        text: step.done ? qsTr("Your orders come with the first sync.")
            : step.working ? qsTr("Keys are made and the centre is asked. This takes a few seconds.") : qsTr("Code and PIN are kept for the next try.")
        quiet: true
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
    PrimaryButton {
        objectName: "tryAgain"
        visible: step.vm.mayTryAgain
        focus: visible
        text: qsTr("Try again")
        iconName: "sync"
        Layout.fillWidth: true
        onClicked: step.vm.tryAgain()
    }
    QuietButton {
        objectName: "startOver"
        visible: step.vm.mayTryAgain
        text: qsTr("Another code")
        accent: true
        size: Theme.body
        Layout.alignment: Qt.AlignHCenter
        onClicked: step.vm.startOver()
    }
}
