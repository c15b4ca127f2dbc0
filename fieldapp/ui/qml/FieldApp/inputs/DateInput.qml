import QtQuick
import QtQuick.Layouts
import FieldApp

// A day (`date`); with `month-year` or `year` only that much of it, kept as its first day.
InputFrame {
    id: input

    entry: field

    DayPick {
        id: field
        input: input
        day: Moments.day(input.value)
        month: input.look.includes("month-year")
        year: input.look.includes("year")
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sidePane
        onPicked: day => input.edited(day)
    }
}
