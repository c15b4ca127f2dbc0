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
