import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// A value on a scale (`range`): what it says above, a thumb for gloves, and a step more or less at either end.
InputFrame {
    id: input

    readonly property real least: Number(settings.start ?? 0)
    readonly property real most: Number(settings.end ?? 10)
    readonly property real step: Number(settings.step ?? 1) || 1
    readonly property int decimals: (String(settings.step ?? "1").split(".")[1] ?? "").length
    // Where the buttons would leave the scale too little room, they stand below it.
    readonly property bool narrow: width < Theme.sidePane * 0.85
    // Nothing is chosen before it is touched.
    readonly property bool set: value !== "" || slider.pressed

    entry: slider
    onValueChanged: follow()
    onLeastChanged: follow()
    onMostChanged: follow()
    Component.onCompleted: follow()

    // The scale may come after the answer, and a slider keeps to its scale.
    function follow(): void {
        slider.from = least;
        slider.to = most;
        if (!slider.pressed)
            slider.value = value === "" ? least : Number(value);
    }
    function told(at: real): string {
        return at.toFixed(decimals).replace("-", "−") + (unit === "" ? "" : " " + unit);
    }
    function give(at: real): void {
        edited(Math.min(most, Math.max(least, at)).toFixed(decimals));
    }
    function move(by: real): void {
        give(value === "" ? (by > 0 ? least : most) : Number(value) + by);
    }

    AppLabel {
        objectName: "reading"
        text: input.set ? input.told(slider.value) : qsTr("Not set yet")
        size: input.set ? Theme.title : Theme.body
        medium: input.set
        quiet: !input.set
    }
    GridLayout {
        columns: 3
        columnSpacing: Theme.gap12
        rowSpacing: 0
        Layout.fillWidth: true
        StepButton {
            Layout.row: input.narrow ? 1 : 0
            Layout.column: 0
            objectName: "less"
            iconName: "remove"
            text: input.spoken(qsTr("Less"))
            enabled: !input.readOnly
            onClicked: input.move(-input.step)
        }
        T.Slider {
            id: slider
            objectName: "slider"
            stepSize: input.step
            snapMode: T.Slider.SnapAlways
            enabled: !input.readOnly
            focusPolicy: Qt.StrongFocus
            implicitHeight: Theme.control
            implicitWidth: Theme.target
            Layout.row: 0
            Layout.column: input.narrow ? 0 : 1
            Layout.columnSpan: input.narrow ? 3 : 1
            Layout.fillWidth: true
            Accessible.role: Accessible.Slider
            Accessible.name: input.spoken(input.set ? input.told(value) : qsTr("Not set yet"))
            Keys.onLeftPressed: input.move(-input.step)
            Keys.onDownPressed: input.move(-input.step)
            Keys.onRightPressed: input.move(input.step)
            Keys.onUpPressed: input.move(input.step)
            onPressedChanged: if (!pressed) input.give(value)

            background: Item {
                Rectangle {
                    y: (parent.height - height) / 2
                    width: parent.width
                    height: Theme.meter
                    radius: height / 2
                    color: Theme.sunlight ? Theme.surface : Theme.sunken
                    border.width: Theme.hairline
                    border.color: Theme.border
                    Rectangle {
                        visible: input.set
                        width: slider.visualPosition * (slider.width - Theme.gap40) + Theme.gap40 / 2
                        height: parent.height
                        radius: height / 2
                        color: Theme.primary
                    }
                }
            }
            handle: Rectangle {
                x: slider.visualPosition * (slider.width - width)
                y: (slider.height - height) / 2
                width: Theme.gap40
                height: Theme.gap40
                radius: width / 2
                color: !input.set ? Theme.surface : slider.pressed ? Theme.primaryPressed : Theme.primary
                border.width: Theme.strong
                border.color: input.set ? Theme.primary : Theme.border
                FocusRing { shown: slider.visualFocus; around: Theme.gap40 / 2 }
            }
        }
        StepButton {
            Layout.row: input.narrow ? 1 : 0
            Layout.column: 2
            objectName: "more"
            iconName: "add"
            text: input.spoken(qsTr("More", "a step on a scale"))
            enabled: !input.readOnly
            onClicked: input.move(input.step)
        }
    }
    RowLayout {
        readonly property int inset: input.narrow ? 0 : Theme.control + Theme.gap12
        Layout.fillWidth: true
        Layout.leftMargin: inset
        Layout.rightMargin: inset
        AppLabel { text: input.told(input.least); size: Theme.caption; quiet: true }
        Item { Layout.fillWidth: true }
        AppLabel { text: input.told(input.most); size: Theme.caption; quiet: true }
    }
    LimitLine {
        limitText: input.limitText
        limitState: input.limitState
    }
}
