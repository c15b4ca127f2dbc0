import QtQuick
import QtQuick.Layouts
import FieldApp

// Day and time (`dateTime`): an answer as soon as both are there; the day asks for the time at once.
InputFrame {
    id: input

    property string day
    property string clock
    onValueChanged: show()
    Component.onCompleted: show()

    entry: date

    function show(): void {
        day = Moments.day(value);
        clock = Moments.clock(value);
    }
    function give(): void {
        const answer = day !== "" && clock !== "" ? day + "T" + Moments.written(clock, now) : "";
        if (answer !== value)
            edited(answer);
    }

    GridLayout {
        columns: input.width >= Theme.sidePane * Theme.textScale ? 2 : 1
        columnSpacing: Theme.gap12
        rowSpacing: Theme.gap8
        Layout.fillWidth: true
        Layout.maximumWidth: 2 * Theme.sidePane
        DayPick {
            id: date
            input: input
            day: input.day
            Layout.fillWidth: true
            onPicked: day => {
                input.day = day;
                if (day === "")
                    input.clock = "";
                input.give();
                if (day !== "" && input.clock === "")
                    time.show();
            }
        }
        ClockPick {
            id: time
            input: input
            clock: input.clock
            Layout.fillWidth: true
            onPicked: clock => {
                input.clock = clock;
                input.give();
            }
        }
    }
    AppLabel {
        visible: (input.day === "") !== (input.clock === "")
        text: input.day === "" ? qsTr("The day is missing") : qsTr("The time is missing")
        size: Theme.caption
        color: Theme.warning
    }
}
