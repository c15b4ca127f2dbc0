pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

Column {
    id: sample

    required property string language

    function say(chinese: string, english: string): string {
        return language === "zh" ? chinese : english;
    }

    TimelineRow {
        width: sample.width
        first: true
        node: TimelineRow.Done
        time: "08:00"
        detail: sample.say("至 08:52", "to 08:52")
        VisitCard {
            width: parent.width
            done: true
            customer: sample.say("沈国良", "Shen Guoliang")
            machine: sample.say("散热器采暖 RH-24·半年巡检", "RH-24 · half-year check")
            doneWords: sample.say("已签字", "Signed")
        }
    }
    TimelineRow {
        width: sample.width
        dashed: true
        time: sample.say("09:30 走", "09:30")
        GapRow { text: sample.say("18 分钟·13.6 km", "18 min · 13.6 km") }
    }
    TimelineRow {
        width: sample.width
        node: TimelineRow.Next
        time: "10:00"
        detail: sample.say("90 分钟", "90 min")
        VisitCard {
            width: parent.width
            selected: true
            customer: sample.say("禾味生鲜超市 云桥店", "Hewei Fresh, Yunqiao")
            machine: sample.say("商用冷柜 CF-680·E02 不降温", "Freezer CF-680 · E02")
            clockWords: sample.say("响应 剩 54 分钟", "Respond: 54 min")
            progressWords: sample.say("自检 12/15", "Toolkit 12/15")
            level: 1
        }
    }
    TimelineRow {
        width: sample.width
        dashed: true
        conflict: true
        time: sample.say("11:20 走", "11:20")
        Column {
            width: parent.width
            topPadding: Theme.gap8
            bottomPadding: Theme.gap8
            NoticeBar {
                width: parent.width
                height: Math.max(Theme.conflictRow, implicitHeight)
                tone: Tag.Warning
                text: sample.say("会晚 10 分钟", "10 min late")
                detail: sample.say("11:30 完，路上 26 分钟", "Done 11:30, 26 min way")
                actionText: sample.say("调整", "Adjust")
            }
        }
    }
    TimelineRow {
        width: sample.width
        node: TimelineRow.Open
        time: "12:00"
        detail: sample.say("60 分钟", "60 min")
        VisitCard {
            width: parent.width
            customer: sample.say("立承机械 二车间", "Licheng Machinery")
            machine: sample.say("工业控制器 IC-40·通信中断 F11", "Controller IC-40 · F11")
            clockWords: sample.say("响应 剩 26 分钟", "Respond: 26 min")
            clockWarning: true
            level: 2
        }
    }
    TimelineRow {
        width: sample.width
        dashed: true
        time: sample.say("14:02 走", "14:02")
        GapRow { text: sample.say("20 分钟·缓冲 3 分钟", "20 min · buffer 3 min") }
    }
    TimelineRow {
        width: sample.width
        last: true
        node: TimelineRow.Open
        time: "16:30"
        detail: sample.say("40 分钟", "40 min")
        VisitCard {
            width: parent.width
            customer: sample.say("东渚幼儿园", "Dongzhu kindergarten")
            machine: sample.say("散热器采暖 RH-24·巡检", "RH-24 · check")
            clockWords: sample.say("解决 已超 43 分钟", "Resolve: 43 min over")
            clockOverdue: true
            level: 4
        }
    }
}
