import QtQuick
import QtQuick.Layouts
import FieldApp

// A reading: number, unit, and the verdict against its limits beside it. A limit never blocks: out of it is a fact.
InputFrame {
    id: input

    readonly property bool out: limitState === "below" || limitState === "above"
    property bool padOpen: false
    entry: field

    function negate(): void {
        if (field.text.startsWith("−") || field.text.startsWith("-"))
            field.remove(0, 1);
        else
            field.insert(0, "−");
    }

    TextEntry {
        id: field
        objectName: "field"
        name: input.title
        unit: input.unit
        wrong: input.out || input.error !== ""
        readOnly: input.readOnly
        inputMethodHints: Qt.ImhFormattedNumbersOnly
        onActiveFocusChanged: if (!activeFocus) input.padOpen = false
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sidePane
        onEdited: typing.leave()
        // A finger or a pen gets the pad; who has a keyboard types.
        TapHandler {
            enabled: !input.readOnly
            acceptedDevices: PointerDevice.TouchScreen | PointerDevice.Stylus
            gesturePolicy: TapHandler.DragThreshold
            onTapped: {
                field.forceActiveFocus(Qt.MouseFocusReason);
                InputMethod.hide();
                input.padOpen = true;
            }
        }
    }
    TypedAnswer {
        id: typing
        field: field
        value: input.value
        number: true
        written: field.text.replace("−", "-").replace("，", ".").replace(",", ".").trim()
        whole: written !== "-" && !written.endsWith(".")
        onPaused: (value) => input.typed(value)
        onLeft: (value) => input.edited(value)
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
    NumberPad {
        objectName: "pad"
        visible: input.padOpen
        Layout.maximumWidth: Theme.sidePane
        onTyped: (digit) => field.insert(field.cursorPosition, digit)
        onErased: field.remove(Math.max(0, field.cursorPosition - 1), field.cursorPosition)
        onNegated: input.negate()
        onDone: {
            field.editingFinished();
            input.padOpen = false;
        }
    }
}
