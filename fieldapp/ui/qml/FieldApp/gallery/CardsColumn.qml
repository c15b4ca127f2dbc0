pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

SampleColumn {
    id: column

    Specimen {
        title: column.say("勾选：未勾·已勾·必带·只读", "Ticks: open · done · mandatory · read only")
        Column {
            width: parent.width
            spacing: Theme.gap8
            CheckCard {
                width: parent.width
                text: column.say("收据", "Receipts")
                hint: column.say("本机余 36 号", "36 numbers left")
            }
            CheckCard {
                width: parent.width
                checked: true
                text: column.say("上岗证", "Work permit")
                hint: column.say("佩戴胸前", "Worn on the chest")
                tag: column.say("五个一", "Five ones")
            }
            CheckCard {
                width: parent.width
                wanted: true
                text: column.say("垫布", "Floor mat")
                hint: column.say("没有垫布不能出发", "No departure without it")
                tag: column.say("必带", "Mandatory")
            }
            CheckCard {
                width: parent.width
                readOnly: true
                checked: true
                text: column.say("工装", "Work clothes")
                hint: column.say("整洁", "Clean")
            }
        }
    }
    Specimen {
        title: column.say("选项：图标·单选·选中·按下·短语", "Options: icon · radio · chosen · pressed · phrase")
        Column {
            width: parent.width
            spacing: Theme.gap8
            OptionCard {
                width: parent.width
                checked: true
                iconName: "event_available"
                text: column.say("按约上门", "As agreed")
                hint: column.say("今天 10:00", "Today 10:00")
            }
            OptionCard {
                width: parent.width
                down: true
                iconName: "call"
                text: column.say("没人接", "No answer")
                hint: column.say("09:15 再拨，到点照去", "Call again 09:15, go anyway")
            }
            OptionCard {
                width: parent.width
                radio: true
                checked: true
                text: column.say("方案 A·换传感器", "Plan A · new sensor")
                hint: column.say("TS-02，约 40 分钟", "TS-02, some 40 min")
            }
            OptionCard {
                width: parent.width
                radio: true
                text: column.say("方案 B·换控制板", "Plan B · new board")
                hint: column.say("CB-680，约 70 分钟", "CB-680, some 70 min")
            }
            Flow {
                width: parent.width
                spacing: Theme.gap8
                OptionCard { checked: true; text: column.say("盖板内有积冰", "Ice inside the cover") }
                OptionCard { text: column.say("线束完好", "Harness is fine") }
            }
        }
    }
    Specimen {
        title: column.say("短选项：一组", "Chips: one of a few")
        ChoiceChips {
            width: parent.width
            title: column.say("发给", "To")
            value: "dispatcher"
            choices: [
                { value: "dispatcher", label: column.say("调度", "Dispatcher") },
                { value: "lead", label: column.say("技术负责人", "Technical lead") },
                { value: "store", label: column.say("库管", "Storekeeper") }
            ]
        }
    }
}
