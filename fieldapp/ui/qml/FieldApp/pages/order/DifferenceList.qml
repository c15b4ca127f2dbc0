pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Two sides changed one field without knowing of each other: both values side by side, one tap takes the other (SYN-2).
// No dialog: the work goes on whether anybody decides or not.
Rectangle {
    id: list

    required property DifferencesViewModel differences
    readonly property bool waits: differences.waiting > 0

    implicitHeight: column.implicitHeight + 2 * Theme.gap12
    radius: Theme.radiusControl
    color: waits ? Theme.warningSoft : Theme.sunken
    border.width: Theme.sunlight ? Theme.strong : 0
    border.color: waits ? Theme.warning : Theme.textSecondary

    ColumnLayout {
        id: column
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.leftMargin: Theme.gap16
        anchors.rightMargin: Theme.gap16
        anchors.topMargin: Theme.gap12
        spacing: Theme.gap8

        RowLayout {
            spacing: Theme.gap12
            AppIcon {
                name: list.waits ? "warning" : "check_circle-fill"
                size: Theme.iconButton
                tint: list.waits ? Theme.warning : Theme.textSecondary
            }
            AppLabel {
                objectName: "differencesTitle"
                text: list.differences.title
                medium: true
                color: list.waits ? Theme.warning : Theme.text
                Layout.fillWidth: true
            }
        }
        Repeater {
            model: list.differences.rows
            delegate: ColumnLayout {
                id: row

                required property string key
                required property string field
                required property string stands
                required property string standsBy
                required property string other
                required property string otherBy
                required property string decided
                required property bool mayDecide

                Layout.fillWidth: true
                spacing: Theme.gap4
                objectName: "difference-" + key
                Accessible.role: Accessible.ListItem
                Accessible.name: qsTr("%1: %2 counts, the other is %3").arg(field).arg(stands).arg(other)

                AppLabel {
                    text: row.decided === "" ? row.field : row.field + "·" + row.decided
                    size: Theme.caption
                    color: Theme.textSecondary
                    Layout.fillWidth: true
                }
                GridLayout {
                    Layout.fillWidth: true
                    columns: 2
                    columnSpacing: Theme.gap16
                    rowSpacing: Theme.gap8
                    DifferenceSide {
                        objectName: "stands"
                        label: qsTr("Counts now")
                        value: row.stands
                        who: row.standsBy
                        strong: true
                    }
                    DifferenceSide {
                        objectName: "other"
                        label: qsTr("The other")
                        value: row.other
                        who: row.otherBy
                    }
                }
                RowLayout {
                    visible: row.mayDecide
                    spacing: Theme.gap24
                    QuietButton {
                        objectName: "swapDifference"
                        text: row.decided === "" ? qsTr("Take the other") : qsTr("Swap back")
                        size: Theme.body
                        onClicked: list.differences.swap(row.key)
                    }
                    QuietButton {
                        objectName: "keepDifference"
                        visible: row.decided === ""
                        text: qsTr("Keep this one")
                        size: Theme.body
                        onClicked: list.differences.keep(row.key)
                    }
                }
                AppLabel {
                    visible: !row.mayDecide && row.decided === ""
                    text: qsTr("The office decides about the appointment")
                    size: Theme.caption
                    color: Theme.textSecondary
                    Layout.fillWidth: true
                }
            }
        }
    }
}
