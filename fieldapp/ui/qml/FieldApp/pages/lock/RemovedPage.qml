import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The office took this tablet out of use: what became of the work, and the way to a new enrolment.
Rectangle {
    id: page

    required property RemovedViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    color: Theme.surface

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sheetWidth)
        spacing: Theme.gap24
        AppIcon {
            name: page.vm.removing ? "sync" : page.vm.message !== "" ? "error-fill" : "check_circle-fill"
            size: Theme.keyHeight
            tint: page.vm.message !== "" ? Theme.danger : Theme.primary
            Layout.alignment: Qt.AlignHCenter
        }
        AppLabel {
            objectName: "removedTitle"
            text: qsTr("This tablet is out of use")
            size: Theme.title
            strong: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        AppLabel {
            objectName: "removedText"
            text: {
                if (page.vm.message !== "")
                    return qsTr("The centre has everything that was recorded here. Not all of it could be removed from this tablet:") + "\n" + page.vm.message;
                if (page.vm.removing)
                    return qsTr("The centre has everything that was recorded here. The data on this tablet are being removed.");
                return qsTr("The centre has everything that was recorded here. Nothing of it is left on this tablet.");
            }
            color: page.vm.message !== "" ? Theme.danger : Theme.textSecondary
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.role: page.vm.message !== "" ? Accessible.AlertMessage : Accessible.StaticText
            Accessible.name: text
        }
        PrimaryButton {
            objectName: "removeAgain"
            visible: page.vm.message !== ""
            text: qsTr("Try again")
            onClicked: page.vm.remove()
            Layout.alignment: Qt.AlignHCenter
        }
        SecondaryButton {
            objectName: "enrolAnew"
            visible: !page.vm.removing && page.vm.message === ""
            text: qsTr("Enrol this tablet anew")
            onClicked: page.vm.enrolAnew()
            Layout.alignment: Qt.AlignHCenter
        }
    }
}
