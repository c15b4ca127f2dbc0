pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

SampleColumn {
    id: column

    readonly property list<var> verdicts: [
        { value: "ok", label: say("合格", "Good") },
        { value: "bad", label: say("不合格", "Bad") },
        { value: "na", label: say("不适用", "Not here") }]
    readonly property list<var> tools: [
        { title: say("压力表", "Gauge"), value: "ok", error: "" },
        { title: say("真空泵", "Vacuum pump"), value: "", error: "" },
        { title: say("氮气瓶（含减压阀和三米软管）", "Nitrogen bottle with regulator and three metres of hose"), value: "bad",
            error: say("不合格要写原因", "Say why it is bad") }]

    SectionHead {
        width: parent.width
        title: column.say("工具自检", "Check of tools")
    }
    ListHeadInput {
        width: parent.width
        choices: column.verdicts
    }
    Repeater {
        model: column.tools
        ListRowInput {
            required property var modelData
            width: column.width
            title: modelData.title
            value: modelData.value
            error: modelData.error
            choices: column.verdicts
        }
    }
    ListRowInput {
        width: parent.width
        readOnly: true
        title: column.say("检漏仪（只读）", "Leak detector (read only)")
        value: "na"
        choices: column.verdicts
    }
    ListRowInput {
        width: 250
        title: column.say("窄栏里的一行", "A row in a narrow column")
        value: "ok"
        choices: column.verdicts
    }
    SectionHead {
        width: parent.width
        title: column.say("用掉的料 2", "Material used 2")
        removable: true
    }
    RowAdder {
        width: parent.width
        title: column.say("用掉的料", "Material used")
    }
    SelectOneInput {
        width: parent.width
        required: true
        look: ["columns-3"]
        title: column.say("位置", "Place")
        value: "p2"
        choices: [1, 2, 3, 4].map(number => ({ value: "p" + number, label: column.say(number + " 号柜", "No. " + number) }))
    }
    AcknowledgeInput {
        width: parent.width
        title: column.say("抽真空 30 分钟", "Evacuate for 30 minutes")
        guidance: column.say("先关高低压截止阀，再开泵；表压稳定在 −0.1 MPa 后计时。", "Close both valves, then start the pump; count from −0.1 MPa.")
    }
    NumberInput {
        width: parent.width
        required: true
        title: column.say("真空度", "Vacuum")
        hint: column.say("读数稳定后再填", "Once the reading is steady")
        guidance: column.say("表压 30 分钟不回升才算合格。", "It must hold for 30 minutes.")
        unit: "MPa"
    }
}
