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
    Component.onCompleted: entry.begin()

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
                    objectName: "appName"
                    text: qsTr("Field service")
                    size: Theme.row
                    medium: true
                }
            }
            Column {
                x: page.edge
                y: Math.max(Theme.gap32 + Theme.target, (parent.height - height) / 2) // large words end below the name
                AppLabel {
                    objectName: "clock"
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
                        text: page.ahead.line
                        size: Theme.title
                        medium: true
                        color: page.urgency
                    }
                }
                AppLabel {
                    objectName: "dayLeft"
                    visible: page.counting
                    text: page.ahead.summary
                    size: Theme.row
                    quiet: true
                }
                Item {
                    visible: due.visible
                    width: 1
                    height: Theme.gap16
                }
                NoticeBar {
                    id: due
                    objectName: "lockDue"
                    visible: text !== ""
                    width: page.width / (Theme.compact ? 1 : 2) - 2 * page.edge
                    tone: Tag.Warning
                    text: page.ahead.due
                    Accessible.role: Accessible.AlertMessage
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

            LockEntry {
                id: entry
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.margin, Theme.sidePane)
                vm: page.vm
            }
        }
    }
    readonly property int edge: Theme.compact ? Theme.gap24 : Theme.keyWidth
    readonly property NextDepartureViewModel ahead: vm.ahead
    readonly property bool counting: ahead.counting
    readonly property color urgency: ahead.state === "red" ? Theme.danger : ahead.state === "amber" ? Theme.warning : Theme.text
}
