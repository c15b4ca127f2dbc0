pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// An order that the engineer opens himself: "while you are here", a walk-in, a finding; no desk, no network (ACC-7).
Item {
    id: sheet

    required property NewOrderViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property bool done: vm.openedNumber !== ""

    Flickable {
        id: scroller
        anchors.fill: parent
        anchors.bottomMargin: foot.height
        contentHeight: column.implicitHeight + 2 * Theme.margin
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        ColumnLayout {
            id: column
            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap16
            SheetHeader {
                Layout.fillWidth: true
                title: sheet.done ? qsTr("Order opened") : qsTr("New order")
                subtitle: sheet.vm.subtitle
                onClosed: sheet.navigator.closeSheet()
            }
            NoticeBar {
                objectName: "openedOrder"
                visible: sheet.done
                Layout.fillWidth: true
                tone: Tag.Success
                text: sheet.vm.openedNumber
                detail: qsTr("A number of this tablet. The centre adds its own with the next sync; both find the order.")
            }
            NewOrderFields {
                visible: !sheet.done
                Layout.fillWidth: true
                vm: sheet.vm
            }
            NoticeBar {
                objectName: "problem"
                visible: sheet.vm.problem !== ""
                Layout.fillWidth: true
                tone: Tag.Warning
                text: sheet.vm.problem
            }
        }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        objectNameOfPrimary: sheet.done ? "goToOpened" : "openNewOrder"
        primaryText: sheet.done ? qsTr("Go to the order") : sheet.vm.busy ? qsTr("One moment")
            : sheet.vm.ready ? qsTr("Open order") : qsTr("Something is missing")
        primaryBlocked: !sheet.done && !sheet.vm.ready
        onPrimary: {
            if (sheet.done)
                sheet.vm.goThere();
            else
                sheet.vm.openOrder();
        }
        QuietButton {
            objectName: "leaveNewOrder"
            text: sheet.done ? qsTr("Stay here") : qsTr("Cancel")
            onClicked: sheet.navigator.closeSheet()
        }
    }
}
