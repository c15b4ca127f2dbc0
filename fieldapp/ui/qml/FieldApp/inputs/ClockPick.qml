pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import FieldApp

// A field for a time of day of an editor, and what it is picked from.
PickField {
    id: field

    required property InputFrame input
    // "09:18", "" for none.
    property string clock
    readonly property string current: Moments.clock(input.now)
    signal picked(string clock)

    function show(): void { sheet.active = true }
    function take(clock: string): void {
        sheet.active = false;
        forceActiveFocus(Qt.OtherFocusReason);
        picked(clock);
    }

    objectName: "clockField"
    name: input.title
    text: clock
    placeholderText: qsTr("Choose a time")
    iconName: "schedule"
    wrong: input.error !== ""
    readOnly: input.readOnly
    onClicked: show()

    Loader {
        id: sheet
        active: false
        visible: false
        sourceComponent: PickSheet {
            id: open
            property string pending: field.clock
            parent: field.Window.contentItem
            title: field.input.title
            subtitle: field.input.hint
            doneText: qsTr("Take this time")
            doneBlocked: pending === ""
            first: clocks.entry
            onDone: field.take(pending)
            onClosed: {
                sheet.active = false;
                field.forceActiveFocus(Qt.OtherFocusReason);
            }
            foot: [
                QuietButton {
                    objectName: "clear"
                    visible: field.clock !== "" && !field.input.required
                    text: qsTr("Clear")
                    onClicked: field.take("")
                },
                QuietButton {
                    objectName: "now"
                    text: qsTr("Now")
                    onClicked: field.take(field.current)
                }
            ]
            ClockGrid {
                id: clocks
                objectName: "clocks"
                width: open.innerWidth
                clock: open.pending
                now: field.current
                onPicked: clock => open.pending = clock
            }
        }
    }
}
