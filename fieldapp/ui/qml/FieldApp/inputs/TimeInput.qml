import QtQuick
import QtQuick.Layouts
import FieldApp

// A time of day (`time`), with the engineer's zone.
InputFrame {
    id: input

    entry: field

    ClockPick {
        id: field
        input: input
        clock: Moments.clock(input.value)
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sidePane
        onPicked: clock => input.edited(clock === "" ? "" : Moments.written(clock, input.now))
    }
}
