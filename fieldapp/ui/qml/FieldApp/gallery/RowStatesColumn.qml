pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

SampleColumn {
    id: column

    Specimen {
        title: column.say("标签页", "Tabs")
        TabRow {
            width: parent.width
            current: "open"
            entries: [
                { name: "open", title: column.say("未结", "Open"), count: 6 },
                { name: "waiting", title: column.say("等待", "Waiting"), count: 2 },
                { name: "closed", title: column.say("已结", "Closed"), count: 0 }]
        }
    }
    Specimen {
        title: column.say("工单行：选中·超时", "Order rows: chosen · overdue")
        Rectangle {
            width: parent.width
            implicitHeight: orders.height
            color: Theme.background
            Column {
                id: orders
                width: parent.width
                OrderRow {
                    width: parent.width
                    selected: true
                    customer: column.say("禾味生鲜超市 云桥店", "Hewei Fresh, Yunqiao")
                    machine: column.say("CF-680·E02 不降温", "CF-680 · E02 not cooling")
                    clockWords: column.say("响应 剩 1 小时 17 分", "Respond: 1 h 17 min left")
                    stateWords: column.say("待分析", "To analyse")
                    number: "WX-261123-004"
                    level: 1
                }
                OrderRow {
                    width: parent.width
                    customer: column.say("海棠里小区物业", "Haitangli estate")
                    machine: column.say("AH-12·噪声大", "AH-12 · loud")
                    clockWords: column.say("解决 已超 43 分钟", "Resolve: 43 min over")
                    clockOverdue: true
                    stateWords: column.say("等备件", "Waits for parts")
                    number: "WX-261121-011"
                    level: 3
                }
            }
        }
    }
    Specimen {
        title: column.say("行：图标·状态·按下", "Rows: icon · state · pressed")
        Column {
            width: parent.width
            ListRow {
                width: parent.width
                iconName: "check_circle-fill"
                iconTint: Theme.success
                ground: Theme.successSoft
                text: column.say("CK-07 防水接插件套件", "CK-07 connector kit")
                detail: column.say("批次 K26-09·适用 CF-680", "Batch K26-09 · fits CF-680")
                AppLabel { text: column.say("已打勾", "Ticked"); strong: true; color: Theme.success }
            }
            ListRow {
                width: parent.width
                iconName: "history"
                text: column.say("TS-02 温度传感器", "TS-02 sensor")
                detail: "SN 2608-11937"
                AppLabel { text: column.say("刚才已扫", "Scanned before"); medium: true; quiet: true }
            }
            ListRow {
                width: parent.width
                down: true
                text: column.say("压力开关", "Pressure switch")
                detail: column.say("PS-31·批次 K25-11 停用", "PS-31 · batch K25-11 stopped")
                Tag { tone: Tag.Danger; iconName: "block"; text: column.say("召回", "Recalled") }
                AppLabel { text: "3"; size: Theme.title; medium: true }
            }
        }
    }
    Specimen {
        title: column.say("资料行", "Facts")
        Column {
            width: parent.width
            SectionTitle {
                width: parent.width
                text: column.say("备件", "Parts")
                count: "2/3"
                note: column.say("扫标签打勾", "Scan to tick")
            }
            FactRow {
                width: parent.width
                label: column.say("现象", "Fault")
                strong: true
                text: column.say("E02 蒸发器温度传感器", "E02 evaporator sensor")
                detail: column.say("冷冻室 −4 ℃ 且在上升", "Freezer −4 ℃ and rising")
                Tag { tone: Tag.Success; iconName: "verified"; text: column.say("保修内", "Warranty") }
            }
            FactRow {
                width: parent.width
                line: false
                label: column.say("联系人", "Contact")
                text: column.say("林芳·值班经理", "Lin Fang · manager")
                detail: "138 0000 4127"
                IconButton { iconName: "call"; text: column.say("拨打", "Call") }
            }
        }
    }
}
