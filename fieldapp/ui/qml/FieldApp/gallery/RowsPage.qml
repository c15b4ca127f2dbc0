pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// Rows, cards, facts and the day's timeline in their states.
SamplePage {
    id: page

    Row {
        id: columns
        readonly property real column: (width - 2 * Theme.gap40) / 3
        width: parent.width
        spacing: Theme.gap40

        CardsColumn { width: columns.column; language: page.language }
        RowStatesColumn { width: columns.column; language: page.language }
        Column {
            id: day
            width: columns.column
            spacing: Theme.gap24
            Specimen {
                title: page.say("有什么不同：多了·少了·别的", "What changes: more · less · other")
                Column {
                    width: parent.width
                    ChangeRow { width: parent.width; word: page.say("新增", "Added"); tone: Tag.Info; text: page.say("查漏", "Leak check") }
                    ChangeRow { width: parent.width; word: page.say("删去", "Removed"); tone: Tag.Warning; text: page.say("旧件阻值", "Old part") }
                    ChangeRow {
                        width: parent.width
                        word: page.say("改名", "Renamed")
                        text: page.say("新件冰水阻值", "New part in iced water")
                        detail: page.say("现在叫：新件 0 ℃ 阻值", "Now: New part at 0 ℃")
                    }
                    AnswerRow { width: parent.width; text: page.say("旧件 0 ℃ 阻值", "Old part at 0 ℃"); value: "21.4 kΩ" }
                }
            }
            Specimen {
                title: page.say("时间轴：完成·路程·下一单·冲突·待办", "Timeline: done · way · next · conflict · open")
                Rectangle {
                    width: parent.width
                    implicitHeight: timeline.height
                    color: Theme.background
                    DaySample { id: timeline; width: parent.width; language: page.language }
                }
            }
        }
    }
}
