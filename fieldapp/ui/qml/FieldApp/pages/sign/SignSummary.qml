pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What the customer confirms: unit, cause, what was done, tests; below it, always in sight, what is to be paid.
Item {
    id: summary

    required property SignViewModel vm

    Flickable {
        width: parent.width
        height: Math.min(contentHeight, parent.height - amount.height)
        contentHeight: column.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: column
            width: parent.width
            spacing: 0
            AppLabel {
                text: summary.vm.heading
                size: Theme.title
                strong: true
                Layout.fillWidth: true
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            AppLabel {
                text: summary.vm.whose
                quiet: true
                Layout.fillWidth: true
                Layout.bottomMargin: Theme.gap16
            }
            GridLayout {
                id: grid
                Layout.fillWidth: true
                columns: Theme.compact ? 2 : 1
                columnSpacing: Theme.gap24
                rowSpacing: 0
                uniformCellWidths: true
                SignFact {
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop
                    label: qsTr("Unit")
                    text: summary.vm.asset
                }
                Repeater {
                    model: summary.vm.rows
                    SignFact {
                        required label
                        required text
                        required property string key
                        required property string tone
                        objectName: "read-" + key
                        visible: text !== ""
                        good: tone === "success"
                        bad: tone === "danger"
                        Layout.fillWidth: true
                        Layout.alignment: Qt.AlignTop
                        Layout.columnSpan: ["tests", "taken"].includes(key) ? grid.columns : 1
                    }
                }
            }
        }
    }
    ColumnLayout {
        id: amount
        y: Math.min(column.implicitHeight, parent.height - height)
        width: parent.width
        spacing: 0
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Theme.strong
            color: Theme.text
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: Theme.compact ? Theme.gap4 : Theme.gap12
            AppLabel {
                text: qsTr("To pay")
                size: Theme.action
                medium: true
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignBottom
            }
            AppLabel {
                objectName: "customerDue"
                text: summary.vm.due
                size: Theme.countdown - Theme.gap4
                strong: true
                wrapMode: Text.NoWrap
            }
        }
        AppLabel {
            objectName: "dueNote"
            text: summary.vm.dueNote
            visible: text !== ""
            quiet: true
            Layout.fillWidth: true
        }
    }
}
