import QtQuick
import QtQuick.Layouts
import FieldApp

// A reading: number, unit, and the verdict against its limits beside it. A limit never blocks: out of it is a fact.
InputFrame {
    id: input

    readonly property bool out: limitState === "below" || limitState === "above"
    entry: field

    TextEntry {
        id: field
        objectName: "field"
        name: input.title
        text: input.value.replace("-", "−")
        unit: input.unit
        wrong: input.out || input.error !== ""
        readOnly: input.readOnly
        inputMethodHints: Qt.ImhFormattedNumbersOnly
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sidePane
        onEdited: (value) => {
            const clean = value.replace("−", "-").replace("，", ".").replace(",", ".").trim();
            if (clean !== input.value)
                input.edited(clean);
        }
    }
    RowLayout {
        visible: input.limitText !== ""
        spacing: Theme.gap8
        AppIcon {
            visible: input.limitState !== ""
            name: input.out ? "error-fill" : input.limitState === "within" ? "check_circle-fill" : ""
            size: Theme.iconLine
            tint: input.out ? Theme.danger : Theme.success
        }
        AppLabel {
            visible: input.out || input.limitState === "within"
            text: input.out ? qsTr("Out of limit") : qsTr("Within limit")
            strong: true
            color: input.out ? Theme.danger : Theme.success
        }
        AppLabel {
            text: input.limitText
            quiet: true
        }
    }
}
