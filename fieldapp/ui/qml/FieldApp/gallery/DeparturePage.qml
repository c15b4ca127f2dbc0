pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// The way to the customer, the clocks, the waits: everything that is drawn to scale.
SamplePage {
    id: page

    Column {
        width: parent.width
        spacing: Theme.gap32

        Row {
            spacing: Theme.gap16
            AppLabel { id: minutes; text: "9"; size: Theme.departure; strong: true; color: Theme.warning }
            AppLabel {
                anchors.baseline: minutes.baseline
                text: page.say("分钟后出发", "minutes until departure")
                size: Theme.figure
                strong: true
                color: Theme.warning
            }
        }
        DepartureDiagram {
            width: parent.width
            preparation: 9
            travel: 18
            buffer: 4
            early: 8
            nowTime: "09:21"
            leaveTime: "09:30"
            arriveTime: "09:52"
            appointmentTime: "10:00"
            minutesPattern: page.say("%1 分钟", "%1 min")
        }
        DepartureDiagram {
            width: parent.width
            travel: 18
            buffer: 1
            early: 8
            nowTime: "09:33"
            leaveTime: "09:30"
            arriveTime: "09:52"
            appointmentTime: "10:00"
            minutesPattern: page.say("%1 分钟", "%1 min")
        }
        Row {
            id: small
            readonly property real column: (width - 2 * Theme.gap40) / 3
            width: parent.width
            spacing: Theme.gap40
            Column {
                width: small.column
                spacing: Theme.gap16
                DepartureBar {
                    width: parent.width
                    travel: 18
                    buffer: 4
                    early: 8
                    travelWords: page.say("路程 18", "Way 18")
                    bufferWords: page.say("缓冲 4", "Buffer 4")
                    earlyWords: page.say("提前 8", "Early 8")
                }
                DepartureBar { width: parent.width; captions: false; travel: 40; buffer: 6; early: 8 }
                Item {
                    width: parent.width
                    height: Theme.control
                    DashedFrame { anchors.fill: parent; ink: Theme.border }
                }
            }
            Column {
                width: small.column
                spacing: Theme.gap16
                ClockMeter {
                    width: parent.width
                    fraction: 0.55
                    label: page.say("响应", "Respond")
                    words: page.say("剩 54 分钟", "54 min left")
                    caption: page.say("10:12 前·2 小时内", "by 10:12 · within 2 h")
                }
                ClockMeter {
                    width: parent.width
                    fraction: 0.05
                    label: page.say("解决", "Resolve")
                    words: page.say("剩 22 小时 54 分", "22 h 54 min left")
                    caption: page.say("明日 08:12 前·24 小时内", "by 08:12 tomorrow · within 24 h")
                }
            }
            Column {
                width: small.column
                spacing: Theme.gap16
                ClockMeter {
                    width: parent.width
                    look: ClockMeter.Met
                    fraction: 1
                    label: page.say("响应", "Respond")
                    words: page.say("准时", "In time")
                    caption: page.say("09:51 到达", "Arrived 09:51")
                }
                ClockMeter {
                    width: parent.width
                    look: ClockMeter.Missed
                    fraction: 1
                    label: page.say("解决", "Resolve")
                    words: page.say("晚 12 分钟", "12 min late")
                }
                MeterBar { width: parent.width; fraction: 0; name: page.say("没开始", "Not begun") }
                MeterBar { width: parent.width; fraction: 0.4; name: page.say("照片", "Photos") }
                MeterBar { width: parent.width; fraction: 1; ink: Theme.success; name: page.say("工单", "Orders") }
            }
        }
    }
}
