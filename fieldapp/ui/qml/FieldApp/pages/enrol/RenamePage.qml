pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Enrol anew: why nothing is lost left, code and PIN right; in portrait one below the other. The whole screen.
Item {
    id: page

    required property RenameViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Rectangle {
        id: side
        width: Theme.compact ? parent.width : parent.width * 0.44
        height: Theme.compact ? where.implicitHeight + 2 * Theme.gap24 : parent.height
        color: Theme.background
        EnrolSteps {
            id: where
            shell: page.shell
            title: qsTr("Enrol this tablet anew")
            promise: qsTr("None of your work is lost: everything on this tablet comes along, and the centre counts each record once.")
            lines: [
                { title: qsTr("Scan the enrolment code"), text: page.vm.address },
                { title: page.vm.passphrase ? qsTr("Enter your passphrase") : qsTr("Enter your PIN"), text: "" }]
            current: page.vm.step
            x: Theme.compact ? Theme.gap40 : Theme.gap40 * 2
            width: parent.width - 2 * x
            y: Theme.compact ? Theme.gap24 : Math.max(Theme.gap24, (parent.height - implicitHeight) / 2)
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
                objectName: "renameProblem"
                visible: page.vm.problemWhat !== ""
                what: page.vm.problemWhat
                safe: page.vm.problemSafe
                todo: page.vm.problemDo
                Layout.fillWidth: true
            }
            Loader {
                id: current
                objectName: "renameStep"
                focus: true
                sourceComponent: page.vm.step === RenameViewModel.Ticket ? ticket : pin
                Layout.fillWidth: true
                onLoaded: forceActiveFocus()
            }
            QuietButton {
                objectName: "leave"
                visible: page.vm.step !== RenameViewModel.Done
                enabled: !page.vm.working
                text: qsTr("Not now")
                accent: true
                size: Theme.body
                Layout.alignment: Qt.AlignHCenter
                onClicked: page.vm.leave()
            }
        }
    }
    Component {
        id: ticket
        TicketStep {
            reading: page.vm.reading
            wrong: page.vm.problemWhat !== ""
            explanation: qsTr("The office makes a new one for you. It works once.")
            onTaken: text => page.vm.take(text)
            onPicture: file => page.vm.readPicture(file)
        }
    }
    Component {
        id: pin
        RenamePin { vm: page.vm }
    }
}
