pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What was found: an order by one tap, or the order that it became (SITE-14).
ColumnLayout {
    id: list

    required property NewOrderViewModel opener
    required property Navigator navigator
    required property string orderId

    readonly property bool filled: opener.findings.count > 0
    readonly property string at: opener.findings.step

    spacing: 0
    Component.onCompleted: opener.findings.look(orderId)
    onOrderIdChanged: opener.findings.look(orderId)

    SectionTitle {
        text: qsTr("Found: %1").arg(list.opener.findings.count)
        Layout.fillWidth: true
    }
    Repeater {
        model: list.opener.findings.rows
        ListRow {
            id: row
            required property string key
            required property string label
            required property string words
            required property string asks
            required property string orderText
            required property string orderId
            readonly property bool hasOrder: orderText !== ""
            objectName: "finding-" + key
            Layout.fillWidth: true
            iconName: hasOrder ? "task_alt" : "assignment_late"
            iconTint: hasOrder ? Theme.success : Theme.warning
            text: row.label
            detail: hasOrder ? row.words + "·" + row.orderText : row.words
            onClicked: {
                if (hasOrder)
                    list.navigator.open("order", orderId);
                else
                    list.navigator.open("new_order", asks);
            }
            AppLabel {
                text: row.hasOrder ? qsTr("See it") : qsTr("Open an order")
                medium: true
                color: Theme.primary
            }
        }
    }
}
