pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

SampleColumn {
    id: column

    Specimen {
        title: column.say("步骤·72", "Steps · 72")
        Stepper {
            width: parent.width
            nodes: [
                { step: "analyse", title: column.say("分析", "Analyse"), number: "2", look: "done" },
                { step: "call", title: column.say("跳过", "Skipped"), number: "3", look: "skipped" },
                { step: "kit", title: column.say("自检", "Toolkit"), number: "4", look: "current" },
                { step: "depart", title: column.say("出发", "Depart"), number: "5", look: "open" },
                { step: "sign", title: column.say("签字", "Sign"), number: "14", look: "locked" }]
        }
    }
    Specimen {
        title: column.say("列表行·72 / 104", "Rows · 72 / 104")
        Rectangle {
            width: parent.width
            implicitHeight: rows.height + 2 * Theme.hairline
            radius: Theme.radiusControl
            color: Theme.surface
            border.width: Theme.hairline
            border.color: Theme.line
            Column {
                id: rows
                x: Theme.hairline
                y: Theme.hairline
                width: parent.width - 2 * Theme.hairline
                CheckCard {
                    width: parent.width
                    framed: false
                    checked: true
                    leftPadding: Theme.gap16
                    rightPadding: Theme.gap16
                    text: column.say("垫布", "Floor mat")
                    hint: column.say("1 块，干净", "One, clean")
                    tag: column.say("五个一", "Five ones")
                }
                Hairline { width: parent.width }
                ListRow {
                    width: parent.width
                    selected: true
                    text: column.say("蒸发器温度传感器", "Evaporator sensor")
                    detail: column.say("TS-02·选中", "TS-02 · selected")
                    AppLabel { text: "4"; size: Theme.title; medium: true }
                }
                OrderRow {
                    width: parent.width
                    customer: column.say("立承机械 二车间", "Licheng Machinery")
                    machine: column.say("IC-40·F11 通信中断", "IC-40 · F11 no link")
                    clockWords: column.say("响应 剩 2 小时 41 分", "Respond: 2 h 41 min left")
                    stateWords: column.say("已约 12:00", "At 12:00")
                    number: "WX-261123-007"
                    level: 2
                }
            }
        }
    }
    Specimen {
        title: column.say("时钟", "Clocks")
        Column {
            width: parent.width
            spacing: Theme.gap12
            ClockMeter {
                width: parent.width
                look: ClockMeter.Warning
                fraction: 0.78
                label: column.say("响应", "Respond")
                words: column.say("剩 26 分钟", "26 min left")
                caption: column.say("10:12 前", "by 10:12")
            }
            ClockMeter {
                width: parent.width
                look: ClockMeter.Overdue
                fraction: 1
                label: column.say("解决", "Resolve")
                words: column.say("已超 1 小时 06 分", "1 h 06 min over")
                caption: column.say("今天 08:12 前", "by 08:12 today")
            }
        }
    }
    Specimen {
        title: column.say("撤销·5 秒", "Undo · 5 s")
        UndoBar {
            width: parent.width
            secondsLeft: 4
            text: column.say("已移出备件 1 件", "1 part taken out")
        }
    }
}
