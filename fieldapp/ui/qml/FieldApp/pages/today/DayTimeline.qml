pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The day: header, in portrait the countdown, then visits, ways and conflicts in their order.
Item {
    id: day

    required property TodayViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    PageHeader {
        id: header
        height: Theme.header
        width: parent.width
        x: Theme.margin
        visible: !Theme.compact
        title: qsTr("Today")
        AppLabel {
            text: day.vm.countText
            quiet: true
            wrapMode: Text.NoWrap
            Layout.rightMargin: 2 * Theme.margin
        }
    }
    PageHeader {
        height: Theme.header
        width: parent.width - 2 * Theme.margin
        x: Theme.margin
        visible: Theme.compact
        title: qsTr("Today")
        subtitle: day.shell.dateText + " " + day.shell.weekdayText + "·" + day.vm.countText
        HeaderActions {
            shell: day.shell
            navigator: day.navigator
        }
    }
    CountdownPanel {
        id: countdown
        visible: Theme.compact && day.vm.order.loaded && day.vm.order.departure.counting
        height: visible ? implicitHeight : 0
        x: Theme.margin
        y: header.height
        width: parent.width - 2 * Theme.margin
        departure: day.vm.order.departure
        heading: day.vm.order.facts.name
    }
    NewsLine {
        id: news
        navigator: day.navigator
        x: Theme.margin
        y: header.height + (countdown.visible ? countdown.height + Theme.gap8 : 0)
        width: parent.width - 2 * Theme.margin
        height: implicitHeight
    }
    EmptyState {
        objectName: "emptyDay"
        visible: day.vm.empty
        x: Theme.margin
        y: (news.visible ? news.y + news.height : header.height) + Theme.gap16
        width: parent.width - 2 * Theme.margin
        iconName: "event_available"
        title: qsTr("Nothing planned today")
        text: qsTr("New orders appear with the next sync.")
        actionText: day.navigator.has("orders") ? qsTr("See open orders") : ""
        onAction: day.navigator.openSection("orders")
    }
    RowList {
        id: list
        objectName: "timeline"
        // An empty list would lie over the button that leads out of the empty day.
        visible: !day.vm.empty
        anchors.top: news.visible ? news.bottom : countdown.visible ? countdown.bottom : header.bottom
        anchors.topMargin: news.visible || countdown.visible ? Theme.gap16 : 0
        anchors.bottom: parent.bottom
        x: Theme.compact ? Theme.gap8 : 0
        width: parent.width - (Theme.compact ? Theme.gap8 + Theme.margin : Theme.gap16)
        model: day.vm.timeline
        delegate: TimelineRow {
            id: row
            required property int index
            required time
            required property string entry
            required property string orderId
            required property string key
            required property string below
            required property string old
            required property string mark
            required property string title
            required property string clock
            required property string clockState
            required property string kit
            required property string waits
            required property string files
            required property int level
            required property string tag
            required property string machine
            required property bool adjustable

            width: ListView.view.width
            before: old
            detail: below
            dashed: entry !== "visit"
            conflict: entry === "conflict"
            first: index === 0
            last: index === list.count - 1
            node: entry !== "visit" ? TimelineRow.None : mark === "done" ? TimelineRow.Done
                : mark === "current" ? TimelineRow.Next : TimelineRow.Open

            Loader {
                width: parent.width
                sourceComponent: row.entry === "visit" ? visitCard : row.entry === "conflict" ? conflictCard : way
            }
            Component {
                id: visitCard
                VisitCard {
                    objectName: "visit-" + row.orderId
                    customer: row.title
                    machine: row.machine
                    clockWords: row.clock
                    clockOverdue: row.clockState === "red"
                    clockWarning: row.clockState === "amber"
                    progressWords: row.kit !== "" ? row.kit : row.tag
                    waitsWords: row.waits
                    filesWords: row.files
                    level: row.level
                    selected: day.vm.picked === row.orderId
                    done: row.mark === "done" || row.mark === "cancelled"
                    cancelled: row.mark === "cancelled"
                    doneWords: row.tag
                    onClicked: day.vm.pick(row.orderId)
                }
            }
            Component {
                id: way
                GapRow { text: row.title }
            }
            Component {
                id: conflictCard
                Item {
                    implicitHeight: notice.implicitHeight + 2 * Theme.gap8
                    NoticeBar {
                        id: notice
                        y: Theme.gap8
                        width: parent.width
                        objectName: row.key
                        dense: true
                        tone: Tag.Warning
                        text: row.title
                        detail: row.machine
                        whole: true
                        actionText: row.adjustable ? qsTr("Adjust") : ""
                        onAction: {
                            day.vm.pick(row.orderId);
                            if (row.adjustable)
                                day.vm.conflict.look(row.orderId);
                        }
                    }
                }
            }
        }
    }
}
