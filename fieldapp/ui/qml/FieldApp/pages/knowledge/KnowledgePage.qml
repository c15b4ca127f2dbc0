pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// The fault library: search and hits left, the picked entry right; in portrait one of them at a time.
Item {
    id: page

    required property KnowledgeViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property bool listShown: !Theme.compact || !vm.detailOpen
    readonly property bool detailShown: !Theme.compact || vm.detailOpen

    HitList {
        id: list
        visible: page.listShown
        vm: page.vm
        shell: page.shell
        navigator: page.navigator
        width: Theme.compact ? parent.width : Theme.evidencePane
        anchors.top: parent.top
        anchors.bottom: Theme.compact ? foot.top : parent.bottom
    }
    Hairline {
        visible: !Theme.compact
        x: list.width - width
        height: parent.height
    }
    Rectangle {
        visible: page.detailShown
        anchors.left: Theme.compact ? parent.left : list.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: foot.top
        color: Theme.surface

        EntryView {
            anchors.fill: parent
            vm: page.vm
            shell: page.shell
            navigator: page.navigator
        }
    }
    BottomActionBar {
        id: foot
        visible: page.vm.caseId !== ""
        height: visible ? implicitHeight : 0
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        anchors.left: Theme.compact ? parent.left : list.right
        objectNameOfPrimary: "propose"
        // The order's own case is what comes next; that of an earlier order is only offered.
        primaryText: page.vm.orderId !== "" ? qsTr("Propose this case") : ""
        primaryIcon: "edit_note"
        onPrimary: page.navigator.open("propose", page.vm.caseId)
        QuietButton {
            objectName: "proposeLast"
            visible: page.vm.orderId === ""
            iconName: "edit_note"
            text: page.vm.caseText
            onClicked: page.navigator.open("propose", page.vm.caseId)
        }
    }
}
