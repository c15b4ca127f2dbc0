pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import FieldApp

// A field for a day of an editor, and the calendar behind it; `month` and `year` ask for less than a day.
PickField {
    id: field

    required property InputFrame input
    // "2026-11-23", "" for none.
    property string day
    property bool month: false
    property bool year: false
    readonly property string today: Moments.day(input.now)
    signal picked(string day)

    function take(day: string): void {
        sheet.active = false;
        forceActiveFocus(Qt.OtherFocusReason);
        picked(day);
    }

    objectName: "day"
    name: input.title
    text: day === "" ? "" : year ? Moments.yearWords(day) : month ? Moments.monthWords(day) : Moments.dayWords(day)
    placeholderText: year ? qsTr("Choose a year") : month ? qsTr("Choose a month") : qsTr("Choose a day")
    iconName: "calendar_month"
    wrong: input.error !== ""
    readOnly: input.readOnly
    onClicked: sheet.active = true

    Loader {
        id: sheet
        active: false
        visible: false
        sourceComponent: PickSheet {
            id: open
            parent: field.Window.contentItem
            title: field.input.title
            subtitle: field.input.hint
            doneText: field.month || field.year ? "" : qsTr("Today")
            onDone: field.take(field.today)
            onClosed: {
                sheet.active = false;
                field.forceActiveFocus(Qt.OtherFocusReason);
            }
            first: field.month || field.year ? months : days
            foot: QuietButton {
                objectName: "clear"
                visible: field.day !== "" && !field.input.required
                text: qsTr("Clear")
                onClicked: field.take("")
            }
            DayGrid {
                id: days
                objectName: "days"
                visible: !field.month && !field.year
                width: open.innerWidth
                day: field.day
                today: field.today
                onPicked: day => field.take(day)
            }
            MonthGrid {
                id: months
                visible: field.month || field.year
                width: open.innerWidth
                years: field.year
                day: field.day
                today: field.today
                onPicked: day => field.take(day)
            }
        }
    }
}
