pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// A time of day in two taps: the hour, then the minute by fives; single minutes beside the figure. Digits type it.
FocusScope {
    id: grid

    // "09:18", "" before anything is chosen.
    property string clock
    property string now
    readonly property int hour: clock === "" ? -1 : Number(clock.slice(0, 2))
    readonly property int minute: clock === "" ? -1 : Number(clock.slice(3))
    property string typed
    readonly property Item entry: figure
    signal picked(string clock)

    implicitHeight: column.implicitHeight
    implicitWidth: 6 * Theme.keyWidth

    function two(number: int): string { return String(number).padStart(2, "0") }
    function give(hour: int, minute: int): void { picked(two(hour) + ":" + two(minute)) }
    function move(minutes: int): void {
        const from = (clock === "" ? now : clock).split(":").map(Number);
        const at = (from[0] * 60 + from[1] + minutes + 1440) % 1440;
        give(Math.floor(at / 60), at % 60);
    }
    // Four digits are a time: 0 9 1 8.
    function type(digit: string): void {
        typed = (typed + digit).slice(-4);
        const hour = Number(typed.slice(0, 2)), minute = Number(typed.slice(2));
        if (typed.length < 4)
            return;
        typed = "";
        if (hour < 24 && minute < 60)
            give(hour, minute);
    }
    Keys.onPressed: event => {
        if (/^[0-9]$/.test(event.text)) {
            event.accepted = true;
            type(event.text);
        }
    }

    ColumnLayout {
        id: column
        width: parent.width
        spacing: Theme.gap8
        RowLayout {
            id: figure
            spacing: Theme.gap16
            Layout.alignment: Qt.AlignHCenter
            StepButton {
                objectName: "minuteLess"
                iconName: "remove"
                text: qsTr("One minute earlier")
                onClicked: grid.move(-1)
            }
            AppLabel {
                objectName: "clock"
                text: grid.typed !== "" ? grid.typed.padEnd(4, "–").replace(/^(..)/, "$1:") : grid.clock === "" ? "–:–" : grid.clock
                size: Theme.countdown
                medium: true
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
            StepButton {
                objectName: "minuteMore"
                iconName: "add"
                text: qsTr("One minute later")
                focus: true
                onClicked: grid.move(1)
            }
        }
        AppLabel { text: qsTr("Hour"); size: Theme.caption; quiet: true }
        GridLayout {
            columns: 6
            columnSpacing: Theme.gap8
            rowSpacing: Theme.gap8
            uniformCellWidths: true
            Layout.fillWidth: true
            Repeater {
                model: 24
                PickCell {
                    required property int index
                    objectName: "hour_" + index
                    text: String(index)
                    chosen: grid.hour === index
                    Accessible.name: qsTr("%1 o'clock").arg(index)
                    onClicked: grid.give(index, Math.max(0, grid.minute))
                }
            }
        }
        AppLabel { text: qsTr("Minute"); size: Theme.caption; quiet: true }
        GridLayout {
            columns: 6
            columnSpacing: Theme.gap8
            rowSpacing: Theme.gap8
            uniformCellWidths: true
            Layout.fillWidth: true
            Repeater {
                model: 12
                PickCell {
                    required property int index
                    objectName: "minute_" + index * 5
                    text: grid.two(index * 5)
                    chosen: grid.minute === index * 5
                    Accessible.name: qsTr("%1 minutes").arg(index * 5)
                    onClicked: grid.give(grid.hour < 0 ? Number(grid.now.slice(0, 2)) : grid.hour, index * 5)
                }
            }
        }
    }
}
