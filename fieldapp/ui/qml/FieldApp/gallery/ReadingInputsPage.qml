pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// Editors of counts, scales, stars and codes: empty, answered, wrong, read only.
SamplePage {
    id: page

    focused: stars.entry

    Row {
        id: columns
        readonly property real column: (width - 2 * Theme.gap40) / 3
        width: parent.width
        spacing: Theme.gap40

        Column {
            width: columns.column
            spacing: Theme.gap24
            CounterInput {
                width: parent.width
                settings: ({ type: "int" })
                title: page.say("启停次数", "Starts")
            }
            CounterInput {
                width: parent.width
                required: true
                settings: ({ type: "int" })
                title: page.say("螺栓", "Bolts")
                unit: page.say("颗", "pcs")
                value: "12"
                limitText: "8–10"
                limitState: "above"
            }
            CounterInput {
                width: parent.width
                readOnly: true
                required: true
                settings: ({ type: "int" })
                title: page.say("门数（只读）", "Doors (read only)")
                value: "3"
            }
            NumberInput {
                width: parent.width
                look: ["thousands-sep"]
                settings: ({ type: "int" })
                title: page.say("运行小时", "Hours run")
                unit: "h"
                value: "1284530"
            }
            NumberInput {
                width: parent.width
                padOpen: true
                settings: ({ type: "int" })
                title: page.say("整数键盘", "Pad for whole numbers")
            }
        }
        Column {
            width: columns.column
            spacing: Theme.gap24
            SliderInput {
                width: parent.width
                settings: ({ start: "0", end: "100", step: "5" })
                unit: "%"
                title: page.say("冷媒液位", "Refrigerant level")
            }
            SliderInput {
                width: parent.width
                required: true
                settings: ({ start: "-30", end: "10", step: "0.5" })
                unit: "℃"
                value: "-18.5"
                title: page.say("设定温度", "Set point")
                limitText: "−20–−16"
                limitState: "within"
            }
            SliderInput {
                width: 240
                settings: ({ start: "0", end: "10", step: "1" })
                value: "9"
                title: page.say("噪声", "Noise")
                error: page.say("超过 8 要写原因", "Above 8 say why")
            }
            SliderInput {
                width: parent.width
                readOnly: true
                required: true
                settings: ({ start: "0", end: "10", step: "1" })
                value: "4"
                title: page.say("噪声（只读）", "Noise (read only)")
            }
        }
        Column {
            width: columns.column
            spacing: Theme.gap24
            RatingInput {
                id: stars
                width: parent.width
                title: page.say("整洁程度", "Tidiness")
            }
            RatingInput {
                width: parent.width
                required: true
                value: "4"
                title: page.say("整洁程度", "Tidiness")
            }
            RatingInput {
                width: parent.width
                readOnly: true
                required: true
                value: "2"
                settings: ({ start: "1", end: "8" })
                title: page.say("八颗星（只读）", "Eight stars (read only)")
            }
            BarcodeInput {
                width: parent.width
                title: page.say("铭牌条码", "Code on the plate")
            }
            BarcodeInput {
                width: parent.width
                required: true
                title: page.say("铭牌条码", "Code on the plate")
                value: "CF680-2402-05518"
                error: page.say("这个序列号不属于这台设备", "This serial is of another device")
            }
            BarcodeInput {
                width: parent.width
                readOnly: true
                required: true
                title: page.say("铭牌条码（只读）", "Code (read only)")
                value: "CF680-2402-05518"
            }
            BarcodeInput {
                width: parent.width
                mayScan: false
                title: page.say("没有扫描页", "Without a scan sheet")
            }
        }
    }
}
