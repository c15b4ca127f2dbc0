pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// Editors whose answers are pictures: empty, taken, on another tablet only, read only.
SamplePage {
    id: page

    readonly property string plate: "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='640' height='400'>"
        + "<rect width='640' height='400' fill='%23556270'/><rect x='90' y='80' width='460' height='240' rx='12' fill='%23d8dde3'/>"
        + "<path d='M130 140h300M130 190h380M130 240h220' stroke='%23344' stroke-width='14'/></svg>"
    readonly property string name: "0".repeat(64) + ".jpg"

    focused: empty.entry

    Row {
        id: columns
        readonly property real column: (width - 2 * Theme.gap40) / 3
        width: parent.width
        spacing: Theme.gap40

        Column {
            width: columns.column
            spacing: Theme.gap24
            PictureInput {
                id: empty
                width: parent.width
                hasCamera: true
                title: page.say("铭牌照片", "Photo of the plate")
                hint: page.say("型号和序列号要看得清", "Model and serial number legible")
            }
            PictureInput {
                width: parent.width
                title: page.say("接线照片", "Photo of the wiring")
                look: ["annotate"]
                hasCamera: true
                value: page.name
                picture: page.plate
            }
            PictureInput {
                width: parent.width
                readOnly: true
                title: page.say("没有照片（只读）", "No photo (read only)")
            }
        }
        Column {
            width: columns.column
            spacing: Theme.gap24
            PictureInput {
                width: parent.width
                required: true
                title: page.say("另一台平板拍的", "Taken with another tablet")
                value: page.name
                picture: "missing"
                error: page.say("这张照片要重拍", "Take this one again")
            }
            PictureInput {
                width: parent.width
                required: true
                title: page.say("还在读取", "Being read")
                value: page.name
            }
        }
        Column {
            width: columns.column
            spacing: Theme.gap24
            SignatureInput {
                width: parent.width
                look: ["signature"]
                title: page.say("看护人签名", "Signature of the keeper")
            }
            SignatureInput {
                width: parent.width
                look: ["signature"]
                title: page.say("看护人签名", "Signature of the keeper")
                value: page.name
                picture: page.plate
            }
            SignatureInput {
                width: parent.width
                readOnly: true
                look: ["signature"]
                title: page.say("未签名（只读）", "Not signed (read only)")
            }
            SignatureInput {
                width: parent.width
                look: ["draw"]
                title: page.say("管路草图", "Sketch of the pipes")
            }
        }
    }
}
