pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Enrol: where it stands left, the step itself right; in portrait one below the other. The whole screen.
Item {
    id: page

    required property EnrolViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property int shown: vm.step === EnrolViewModel.Ticket ? 0 : vm.step <= EnrolViewModel.PinAgain ? 1 : 2

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Rectangle {
        id: side
        width: Theme.compact ? parent.width : parent.width * 0.44
        height: Theme.compact ? where.implicitHeight + 2 * Theme.gap40 : parent.height
        color: Theme.background
        EnrolSteps {
            id: where
            shell: page.shell
            title: qsTr("Get this tablet ready")
            lines: [
                { title: qsTr("Scan the enrolment code"), text: page.vm.address },
                { title: page.vm.passphrase ? qsTr("Set a passphrase") : qsTr("Set a PIN"), text: "" },
                { title: qsTr("Enrol at the centre"), text: "" }]
            current: page.vm.step === EnrolViewModel.Done ? 3 : page.shown
            x: Theme.compact ? Theme.gap40 : Theme.gap40 * 2
            width: parent.width - 2 * x
            y: Theme.compact ? Theme.gap40 : Math.max(Theme.gap24, (parent.height - implicitHeight) / 2)
        }
    }
    Flickable {
        id: scroll
        anchors.left: Theme.compact ? parent.left : side.right
        anchors.right: parent.right
        anchors.top: Theme.compact ? side.bottom : parent.top
        anchors.bottom: parent.bottom
        contentHeight: Math.max(height, step.implicitHeight + 2 * Theme.gap24)
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ColumnLayout {
            id: step
            width: Math.min(parent.width - 2 * Theme.gap40, Theme.evidencePane)
            x: (parent.width - width) / 2
            y: Math.max(Theme.gap24, (scroll.height - implicitHeight) / 2)
            spacing: Theme.gap24
            ErrorPanel {
                objectName: "enrolProblem"
                visible: page.vm.problemWhat !== ""
                what: page.vm.problemWhat
                safe: page.vm.problemSafe
                todo: page.vm.problemDo
                Layout.fillWidth: true
            }
            Loader {
                id: current
                objectName: "enrolStep"
                focus: true
                sourceComponent: [ticket, pin, ask][page.shown]
                Layout.fillWidth: true
                onLoaded: forceActiveFocus()
            }
        }
    }
    Component {
        id: ticket
        TicketStep {
            reading: page.vm.reading
            wrong: page.vm.problemWhat !== ""
            onTaken: text => page.vm.take(text)
            onPicture: file => page.vm.readPicture(file)
        }
    }
    Component {
        id: pin
        PinStep { vm: page.vm }
    }
    Component {
        id: ask
        AskStep { vm: page.vm }
    }
}
