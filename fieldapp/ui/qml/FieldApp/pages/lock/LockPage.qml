pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Time and what is safe, without customer data; the keys beside it (below it in portrait).
Rectangle {
    id: page

    required property LockViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    color: Theme.surface
    Component.onCompleted: pad.forceActiveFocus()

    GridLayout {
        anchors.fill: parent
        columns: Theme.compact ? 1 : 2
        columnSpacing: 0
        rowSpacing: 0

        Rectangle {
            color: Theme.background
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.sheetWidth
            Layout.preferredHeight: Theme.compact ? Theme.sidePane : 0

            RowLayout {
                x: page.edge
                y: Theme.gap32
                height: Theme.target
                spacing: Theme.gap12
                AppIcon {
                    name: "handyman-fill"
                    size: Theme.iconRail
                    tint: Theme.primary
                }
                AppLabel {
                    text: qsTr("Field service")
                    size: Theme.row
                    medium: true
                }
            }
            Column {
                x: page.edge
                anchors.verticalCenter: parent.verticalCenter
                AppLabel {
                    text: page.shell.clockText
                    size: Theme.compact ? Theme.departure : Theme.clock
                    medium: true
                }
                AppLabel {
                    text: page.shell.fullDateText
                    size: Theme.title
                }
                Item {
                    visible: page.counting
                    width: 1
                    height: Theme.gap32
                }
                RowLayout {
                    objectName: "nextDeparture"
                    visible: page.counting
                    spacing: Theme.gap12
                    AppIcon {
                        name: "directions_car"
                        size: Theme.iconRail
                        tint: page.urgency
                    }
                    AppLabel {
                        text: page.ahead?.line ?? ""
                        size: Theme.title
                        medium: true
                        color: page.urgency
                    }
                }
                AppLabel {
                    objectName: "dayLeft"
                    visible: page.counting
                    text: page.ahead?.summary ?? ""
                    size: Theme.row
                    quiet: true
                }
            }
            SyncChip {
                visible: page.shell.ready
                objectName: "lockChip"
                x: Theme.compact ? parent.width - width - page.edge : page.edge
                y: Theme.compact ? Theme.gap32 + (Theme.target - height) / 2 : parent.height - height - Theme.gap32
                look: page.shell.chip
                text: page.shell.chipText
                enabled: false
            }
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.sheetWidth * 0.78
            Layout.preferredHeight: Theme.sheetWidth

            ColumnLayout {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.margin, Theme.sidePane)
                spacing: Theme.gap24
                Rectangle {
                    Layout.alignment: Qt.AlignHCenter
                    implicitWidth: Theme.keyHeight
                    implicitHeight: Theme.keyHeight
                    radius: width / 2
                    color: Theme.primarySoft
                    AppIcon {
                        anchors.centerIn: parent
                        name: "lock"
                        size: Theme.iconRail
                        tint: Theme.primary
                    }
                }
                AppLabel {
                    objectName: "lockMessage"
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    text: page.vm.message !== "" ? page.vm.message : qsTr("Enter your PIN")
                    color: page.vm.wrong ? Theme.danger : Theme.textSecondary
                    medium: page.vm.wrong
                    Accessible.role: page.vm.wrong ? Accessible.AlertMessage : Accessible.StaticText
                    Accessible.name: text
                }
                PinPad {
                    id: pad
                    objectName: "pinPad"
                    Layout.alignment: Qt.AlignHCenter
                    busy: page.vm.busy
                    wrong: page.vm.wrong
                    onComplete: pin => page.vm.enter(pin)
                    onEnteredChanged: if (entered.length === 1) page.vm.again()
                }
                AppLabel {
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    text: page.vm.hint
                    visible: text !== ""
                    medium: true
                    color: Theme.inkOnPrimarySoft
                }
                AppLabel {
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    text: qsTr("Forgotten? The administrator sets a new one. No work is lost.")
                    size: Theme.caption
                    quiet: true
                }
            }
        }
    }
    readonly property int edge: Theme.compact ? Theme.gap24 : Theme.keyWidth
    // Nobody knows the day before the store was opened the first time.
    readonly property TodayViewModel today: page.navigator.viewModelOf("today") as TodayViewModel
    readonly property NextDepartureViewModel ahead: today ? today.ahead : null
    readonly property bool counting: ahead?.counting ?? false
    readonly property color urgency: ahead?.state === "red" ? Theme.danger : ahead?.state === "amber" ? Theme.warning : Theme.text

    Connections {
        target: page.vm
        function onChanged() {
            if (!page.vm.busy && page.vm.wrong)
                pad.entered = "";
        }
    }
}
