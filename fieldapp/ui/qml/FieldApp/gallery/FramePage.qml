pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// What stands around every page: rail, bottom bar, header, stepper, action bar; and a sheet over it.
SamplePage {
    id: page

    readonly property list<var> sections: [
        { name: "today", title: say("今日", "Today"), icon: "today" },
        { name: "orders", title: say("工单", "Orders"), icon: "assignment" },
        { name: "parts", title: say("备件", "Parts"), icon: "inventory_2" },
        { name: "knowledge", title: say("知识", "Guides"), icon: "menu_book" },
        { name: "sync", title: say("同步", "Sync"), icon: "sync" },
        { name: "me", title: say("我的", "Me"), icon: "person" }]
    readonly property list<string> names: language === "zh"
        ? ["接单", "分析", "联系", "自检", "出发", "在途", "到达", "复诊", "维修", "测试", "清理", "交接", "报告", "签字", "归档"]
        : ["Accept", "Analyse", "Call", "Toolkit", "Depart", "Travel", "Arrive", "Diagnose", "Work", "Test", "Clean", "Hand over", "Report", "Sign", "Close"]

    NavRail {
        id: rail
        height: 760
        sections: page.sections
        counts: ({ sync: 3 })
        current: "orders"
        time: "09:18"
        day: page.say("11月23日", "23 Nov")
        weekday: page.say("周一", "Mon")
    }
    Column {
        x: rail.width + Theme.gap24
        width: parent.width - x
        spacing: Theme.gap24

        PageHeader {
            width: parent.width
            back: true
            title: page.say("禾味生鲜超市 云桥店", "Hewei Fresh, Yunqiao")
            subtitle: page.say("商用冷柜 CF-680·工单 WX-261123-004", "Freezer CF-680 · WX-261123-004")
            level: 1
            SyncChip { look: SyncChip.Waiting; text: page.say("3 项待上传", "3 to send") }
        }
        Stepper {
            width: parent.width
            nodes: page.names.map((name, index) => ({
                step: name,
                title: name,
                number: String(index + 1),
                look: index < 3 ? "done" : index === 3 ? "current" : index < 12 ? "open" : "locked"
            }))
        }
        Specimen {
            title: page.say("竖屏：别的阶段合成一个", "Portrait: other phases as one node")
            Stepper {
                width: 752
                nodes: [
                    { step: "accept", title: page.names[0], number: "1", look: "done" },
                    { step: "analyse", title: page.names[1], number: "2", look: "done" },
                    { step: "call", title: page.names[2], number: "3", look: "skipped" },
                    { step: "kit", title: page.names[3], number: "4", look: "current" },
                    { step: "depart", title: page.say("路上 3 步", "Way: 3"), number: "5", look: "open" },
                    { step: "diagnose", title: page.say("现场 5 步", "On site: 5"), number: "8", look: "open" },
                    { step: "report", title: page.say("收尾 3 步", "End: 3"), number: "13", look: "locked" }]
            }
        }
        Row {
            width: parent.width
            spacing: Theme.gap24
            Item {
                width: (parent.width - Theme.gap24) / 2
                height: 392
                clip: true
                Rectangle { anchors.fill: parent; color: Theme.background }
                SideSheet {
                    open: true
                    sheetWidth: parent.width * 0.7
                    leastTop: 0
                    PageHeader {
                        x: Theme.gap24
                        width: parent.width - 2 * Theme.gap24
                        title: page.say("扫描备件", "Scan parts")
                        subtitle: page.say("禾味生鲜超市·3/3 已齐", "Hewei Fresh · 3/3 complete")
                        IconButton { tinted: false; iconName: "close"; text: page.say("关闭", "Close") }
                    }
                }
            }
            Column {
                width: (parent.width - Theme.gap24) / 2
                spacing: Theme.gap16
                BottomActionBar {
                    width: parent.width
                    primaryText: page.say("出发", "Depart")
                    primaryIcon: "directions_car"
                    QuietButton { text: page.say("上一步", "Step back") }
                }
                BottomActionBar {
                    width: parent.width
                    primaryText: page.say("还差垫布，不能出发", "Floor mat is missing")
                    primaryBlocked: true
                    QuietButton { iconName: "more_horiz"; text: page.say("更多", "More") }
                }
                NavBar {
                    width: parent.width
                    sections: page.sections
                    counts: ({ sync: 3 })
                    current: "sync"
                }
            }
        }
    }
}
