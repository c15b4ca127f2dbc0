import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// A remark, the other way out, and the one action, which says what is missing for it.
Item {
    id: foot

    required property SignViewModel vm
    signal remark
    signal refuse
    signal confirm

    implicitHeight: grid.implicitHeight

    GridLayout {
        id: grid
        anchors.fill: parent
        columns: width < Theme.sheetWidth * 0.8 * Theme.textScale ? 1 : 2
        columnSpacing: Theme.gap24
        rowSpacing: 0
        RowLayout {
            spacing: Theme.gap40
            Layout.fillWidth: true
            Layout.fillHeight: false
            QuietButton {
                objectName: "remarkButton"
                iconName: "edit"
                text: foot.vm.remark === "" ? qsTr("I have a remark") : qsTr("Change my remark")
                onClicked: foot.remark()
            }
            QuietButton {
                objectName: "refuseButton"
                text: qsTr("Not now")
                onClicked: foot.refuse()
            }
        }
        PrimaryButton {
            objectName: "primary"
            text: foot.vm.primaryText
            blocked: foot.vm.blocked
            leastWidth: Theme.primaryWidth
            Layout.alignment: Qt.AlignRight
            Layout.fillWidth: grid.columns === 1
            onClicked: foot.confirm()
        }
    }
}
