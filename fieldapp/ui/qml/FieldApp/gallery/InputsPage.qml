pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// The editors of form questions: empty, answered, wrong, read only.
SamplePage {
    id: page

    focused: columns.focusedField

    readonly property list<var> causes: [
        { value: "drift", label: say("传感器漂移", "Sensor drift") },
        { value: "wet", label: say("X7 受潮", "X7 is wet") },
        { value: "board", label: say("控制板", "Board") }]
    readonly property list<var> parts: [
        { value: "P-00042", label: say("温度传感器，带防水接插件", "Temperature sensor with connector"), hint: "P-00042" },
        { value: "P-00043", label: say("温度传感器", "Temperature sensor"), hint: "P-00043" },
        { value: "P-00107", label: say("风机", "Fan"), hint: "P-00107" },
        { value: "P-00108", label: say("压缩机", "Compressor"), hint: "P-00108" },
        { value: "P-00220", label: say("密封条", "Gasket"), hint: "P-00220" }]
    readonly property list<var> outcomes: [
        { value: "agreed", label: say("按约上门", "As agreed") },
        { value: "moved", label: say("改时间", "Another time") },
        { value: "solved", label: say("电话里解决", "Solved by phone") },
        { value: "no_answer", label: say("没人接", "No answer") },
        { value: "declined", label: say("不要上门", "No visit wanted") }]

    Row {
        id: columns
        readonly property Item focusedField: second.focusedField
        readonly property real column: (width - 2 * Theme.gap40) / 3
        width: parent.width
        spacing: Theme.gap40

        Column {
            width: columns.column
            spacing: Theme.gap24
            AcknowledgeInput {
                width: parent.width
                title: page.say("断电挂牌", "Switched off and tagged")
                hint: page.say("验电后再动手", "Test for voltage first")
            }
            AcknowledgeInput {
                width: parent.width
                value: "OK"
                title: page.say("水阀已关", "Water valve closed")
            }
            AcknowledgeInput {
                width: parent.width
                required: true
                mandatory: true
                title: page.say("垫布", "Floor mat")
                hint: page.say("没有垫布不能出发", "No departure without it")
                tag: page.say("必带", "Mandatory")
                error: page.say("这一项必须确认", "This must be confirmed")
            }
            SelectOneInput {
                width: parent.width
                required: true
                title: page.say("原因", "Cause")
                choices: page.causes
                value: "drift"
            }
            SelectOneInput {
                width: parent.width
                title: page.say("通话结果", "Outcome of the call")
                hint: page.say("选一个", "Choose one")
                choices: page.outcomes
                value: "solved"
            }
            SelectManyInput {
                width: parent.width
                title: page.say("带去的备件", "Parts to bring")
                longList: 2600
                found: page.say("传感器", "sensor")
                hits: 50
                moreHits: true
                choices: page.parts.slice(0, 2)
                value: "P-00042"
            }
            SelectOneInput {
                width: parent.width
                title: page.say("退回的备件", "Part returned")
                longList: 2600
                found: "TS-9"
            }
            SelectOneInput {
                width: parent.width
                required: true
                title: page.say("原因（先选位置）", "Cause (choose the place first)")
            }
        }
        InputsColumn { id: second; width: columns.column; language: page.language }
        Column {
            width: columns.column
            spacing: Theme.gap24
            SelectManyInput {
                width: parent.width
                title: page.say("做了什么", "What was done")
                choices: page.causes
                value: "drift board"
            }
            SelectOneInput {
                width: parent.width
                title: page.say("换上的备件", "Part put in")
                longList: 2600
                choices: page.parts
                value: "P-00042"
            }
            TextAnswerInput {
                width: parent.width
                title: page.say("备注", "Remark")
                phrases: [page.say("盖板内有积冰", "Ice inside the cover"), page.say("线束完好", "Harness is fine")]
                value: page.say("盖板内有积冰", "Ice inside the cover")
            }
            TextAnswerInput {
                width: parent.width
                readOnly: true
                title: page.say("客户的话", "What the customer said")
                value: page.say("昨晚就开始不冷", "Not cold since last night")
            }
            NoteInput {
                width: parent.width
                title: page.say("拔下 X7，冰水中测阻值。", "Unplug X7, measure in ice water.")
                hint: page.say("超限就换，新件同样再测一次。", "Replace if out of limit, then measure again.")
            }
        }
    }
}
