pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

SampleColumn {
    id: column

    Specimen {
        title: column.say("空", "Empty")
        EmptyState {
            width: parent.width
            iconName: "event_available"
            title: column.say("今天没有安排", "Nothing planned for today")
            text: column.say("新工单会在下次同步时出现。", "New orders appear with the next sync.")
            actionText: column.say("看未结工单", "See open orders")
        }
    }
    Specimen {
        title: column.say("等待超过 0.3 秒", "A wait of more than 0.3 s")
        ProgressPanel {
            width: parent.width
            text: column.say("正在生成报告", "Making the report")
            fraction: 0.62
        }
    }
    Specimen {
        title: column.say("出错：出了什么事·什么是安全的·怎么办", "Error: what happened · what is safe · what to do")
        ErrorPanel {
            width: parent.width
            what: column.say("打印机没有回应", "The printer does not answer")
            safe: column.say("报告已存好，签字有效。", "The report is stored, the signature is valid.")
            todo: column.say("看打印机电源和纸，或先发文件。", "Look at its power and paper, or send the file.")
            actionText: column.say("再试", "Try again")
            otherText: column.say("发文件", "Send the file")
        }
    }
    Specimen {
        title: column.say("提示", "Notices")
        Column {
            width: parent.width
            spacing: Theme.gap8
            NoticeBar {
                width: parent.width
                tone: Tag.Warning
                text: column.say("下一单会晚 10 分钟", "The next visit will be 10 min late")
            }
            NoticeBar {
                width: parent.width
                tone: Tag.Success
                text: column.say("来得及", "There is time")
                detail: column.say("上一单已完成，路程 18 分钟，09:30 出发", "Last visit done, 18 min to drive, leave at 09:30")
            }
        }
    }
}
