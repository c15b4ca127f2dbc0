pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// Editors of days and times, and what they are picked from.
SamplePage {
    id: page

    focused: days

    readonly property string now: "2026-11-23T09:18+08:00"

    Row {
        id: columns
        readonly property real column: (width - 2 * Theme.gap40) / 3
        width: parent.width
        spacing: Theme.gap40

        Column {
            width: columns.column
            spacing: Theme.gap24
            DateInput {
                width: parent.width
                now: page.now
                title: page.say("出厂日期", "Made on")
            }
            DateInput {
                width: parent.width
                now: page.now
                required: true
                value: "2024-02-29"
                title: page.say("购买日期", "Bought on")
                error: page.say("早于出厂日期", "Before it was made")
            }
            DateInput {
                width: parent.width
                now: page.now
                look: ["month-year"]
                value: "2027-11-01"
                title: page.say("保修到", "Warranty until")
            }
            DateInput {
                width: parent.width
                now: page.now
                readOnly: true
                required: true
                look: ["year"]
                value: "2019-01-01"
                title: page.say("建成（只读）", "Built (read only)")
            }
            TimeInput {
                width: parent.width
                now: page.now
                title: page.say("发现时间", "Seen at")
            }
            TimeInput {
                width: parent.width
                now: page.now
                readOnly: true
                required: true
                value: "22:40:00.000+08:00"
                title: page.say("断电（只读）", "Power cut (read only)")
            }
            DateTimeInput {
                width: parent.width
                now: page.now
                required: true
                value: "2026-11-25T14:30:00.000+08:00"
                title: page.say("下次上门", "Next visit")
            }
            DateTimeInput {
                width: parent.width
                now: page.now
                title: page.say("差时间", "Without a time yet")
                Component.onCompleted: Qt.callLater(() => day = "2026-11-26")
            }
        }
        Column {
            width: parent.width - columns.column - Theme.gap40
            spacing: Theme.gap40
            DayGrid {
                id: days
                width: parent.width
                day: "2026-11-25"
                today: "2026-11-23"
            }
            ClockGrid {
                width: parent.width
                clock: "14:30"
                now: "09:18"
            }
            MonthGrid {
                width: parent.width
                day: "2027-11-01"
                today: "2026-11-23"
            }
        }
    }
}
