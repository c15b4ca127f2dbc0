pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// What stands in the way of the step, each gate in its own words (PRO-3).
Column {
    id: notices

    required property Rows gates

    visible: repeater.count > 0
    spacing: Theme.gap8
    Repeater {
        id: repeater
        model: notices.gates
        NoticeBar {
            required text
            required property bool mayPass
            width: notices.width
            tone: mayPass ? Tag.Warning : Tag.Danger
            detail: mayPass ? qsTr("May be passed with a reason; the report shows it.") : qsTr("No reason replaces this.")
        }
    }
}
