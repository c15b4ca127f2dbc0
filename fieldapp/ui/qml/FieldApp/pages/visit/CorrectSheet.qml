pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What the order says and what is right: worked with at once, the old value stays visible (CON-7).
ContactSheet {
    id: sheet

    required property ContactViewModel contact
    required property FormFilling form
    property string told
    property var fixed: ({})
    readonly property int count: Object.keys(fixed).length

    title: qsTr("Correct details")
    subtitle: qsTr("Works at once; the centre decides on its own copy")
    actionName: "confirmCorrect"
    ready: count > 0
    actionText: count === 0 ? qsTr("Nothing changed yet") : qsTr("Save corrections: %1").arg(count)
    onOpenChanged: fixed = ({})
    onDone: {
        contact.correct(fixed);
        open = false;
    }

    function take(detail: string, before: string, now: string): void {
        const given = Object.assign({}, fixed);
        if (now.trim() === before)
            delete given[detail];
        else
            given[detail] = now;
        fixed = given;
    }

    NoticeBar {
        objectName: "officeSaid"
        visible: text !== ""
        Layout.fillWidth: true
        iconName: "chat"
        text: sheet.told
    }
    Repeater {
        model: sheet.open ? sheet.contact.details : []
        ColumnLayout {
            id: row
            required property var modelData
            Layout.fillWidth: true
            spacing: Theme.gap4
            AppLabel {
                visible: !row.modelData.day
                text: row.modelData.label
                size: Theme.caption
                medium: true
                quiet: true
            }
            TextEntry {
                objectName: "detail-" + row.modelData.detail
                visible: !row.modelData.day
                name: row.modelData.label
                text: row.modelData.text
                Layout.fillWidth: true
                onTextEdited: sheet.take(row.modelData.detail, row.modelData.text, text)
                Component.onCompleted: if (sheet.contact.detail === row.modelData.detail) {
                    forceActiveFocus();
                    selectAll();
                }
            }
            Loader {
                active: row.modelData.day
                visible: active
                Layout.fillWidth: true
                sourceComponent: DateInput {
                    objectName: "detail-" + row.modelData.detail
                    title: row.modelData.label
                    now: sheet.form.now
                    value: sheet.fixed[row.modelData.detail] ?? row.modelData.text
                    onEdited: value => sheet.take(row.modelData.detail, row.modelData.text, value)
                }
            }
        }
    }
}
