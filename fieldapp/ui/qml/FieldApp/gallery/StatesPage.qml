pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.Items

// Buttons in every state, keys, faces, the signature pad.
SamplePage {
    id: page

    focused: ringed

    Row {
        id: columns
        readonly property real column: (width - 2 * Theme.gap40) / 3
        width: parent.width
        spacing: Theme.gap40

        Column {
            width: columns.column
            spacing: Theme.gap24
            Specimen {
                title: page.say("按钮：平常·按下·不可用·焦点", "Buttons: normal · pressed · disabled · focus")
                Flow {
                    width: parent.width
                    spacing: Theme.gap12
                    PrimaryButton { leastWidth: 0; iconName: "directions_car"; text: page.say("出发", "Depart") }
                    PrimaryButton { leastWidth: 0; down: true; iconName: "directions_car"; text: page.say("出发", "Depart") }
                    SecondaryButton { id: ringed; text: page.say("再拍一张", "One more photo") }
                    SecondaryButton { down: true; text: page.say("按下", "Pressed") }
                    SecondaryButton { enabled: false; text: page.say("不可用", "Disabled") }
                    QuietButton { text: page.say("上一步", "Back") }
                    QuietButton { down: true; text: page.say("按下", "Pressed") }
                    QuietButton { accent: true; iconName: "call"; text: page.say("先打电话核实", "Call first") }
                    QuietButton { enabled: false; text: page.say("不可用", "Disabled") }
                    IconButton { iconName: "call"; text: page.say("拨打", "Call") }
                    IconButton { down: true; iconName: "call"; text: page.say("拨打", "Call") }
                    IconButton { tinted: false; iconName: "close"; text: page.say("关闭", "Close") }
                    IconButton { enabled: false; iconName: "search"; text: page.say("搜索", "Search") }
                    ScanButton {}
                }
            }
            Specimen {
                title: page.say("标签：五种含义", "Tags: five meanings")
                Flow {
                    width: parent.width
                    spacing: Theme.gap8
                    Tag { text: page.say("五个一", "Five ones") }
                    Tag { tone: Tag.Info; iconName: "info"; text: page.say("新", "New") }
                    Tag { tone: Tag.Success; iconName: "check"; text: page.say("已扫码", "Scanned") }
                    Tag { tone: Tag.Warning; iconName: "warning"; text: page.say("缺货", "Out of stock") }
                    Tag { tone: Tag.Danger; iconName: "block"; text: page.say("召回", "Recalled") }
                }
            }
            Specimen {
                title: page.say("提示：五种含义", "Notices: five meanings")
                Column {
                    width: parent.width
                    spacing: Theme.gap8
                    Repeater {
                        model: [Tag.Neutral, Tag.Info, Tag.Success, Tag.Warning, Tag.Danger]
                        NoticeBar {
                            required property int modelData
                            width: parent?.width ?? 0
                            tone: modelData
                            text: page.say("接下来：工具自检", "Next: check the toolkit")
                            actionText: modelData === Tag.Warning ? page.say("调整", "Adjust") : ""
                        }
                    }
                }
            }
        }
        Column {
            width: columns.column
            spacing: Theme.gap24
            Specimen {
                title: page.say("PIN 输入", "PIN")
                PinPad { entered: "1234" }
            }
            Specimen {
                title: page.say("口令：可用·请稍候", "Passphrase: ready · busy")
                Column {
                    width: parent.width
                    spacing: Theme.gap24
                    SecretEntry { width: parent.width; passphrase: true }
                    SecretEntry { width: parent.width; passphrase: true; busy: true }
                }
            }
            Specimen {
                title: page.say("数字键盘", "Number pad")
                NumberPad { width: parent.width }
            }
        }
        Column {
            width: columns.column
            spacing: Theme.gap24
            Specimen {
                title: page.say("签字板", "Signature pad")
                Rectangle {
                    width: parent.width
                    implicitHeight: Theme.signaturePad
                    radius: Theme.radiusControl
                    color: Theme.surface
                    border.width: Theme.strong
                    border.color: Theme.border
                    InkPad {
                        objectName: "pad"
                        anchors.fill: parent
                        ink: Theme.text
                    }
                }
            }
            Specimen {
                title: page.say("满意度：没选·选中", "Satisfaction: none · chosen")
                Column {
                    width: parent.width
                    spacing: Theme.gap12
                    FaceChoice { width: parent.width }
                    FaceChoice { width: parent.width; value: "satisfied" }
                }
            }
            Specimen {
                title: page.say("多行文字：空·有误", "Several lines: empty · wrong")
                Column {
                    width: parent.width
                    spacing: Theme.gap12
                    TextArea { width: parent.width; placeholderText: page.say("我有话说", "I want to say something") }
                    TextArea { width: parent.width; wrong: true; name: page.say("备注", "Remark"); text: page.say("太长的一段话", "Too long a text") }
                }
            }
        }
    }
}
