pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What the customer confirms: unit, cause, what was done, tests; the amount under a strong rule.
Flickable {
    id: summary

    required property SignViewModel vm

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
        SignFact {
            Layout.fillWidth: true
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
            }
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Theme.strong
            color: Theme.text
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap16
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
