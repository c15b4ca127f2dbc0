pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// A field for a number of an editor: the keyboard types into it, a finger or a pen gets the pad. Shown with the minus of
// print and, where the form asks for it, with separators of thousands while nobody types.
ColumnLayout {
    id: entry

    required property InputFrame input
    property bool wrong: false
    property bool padOpen: false
    property bool padAllowed: true
    readonly property bool whole: input.settings.type === "int"
    readonly property bool grouped: input.look.includes("thousands-sep")
    readonly property Item field: typed

    function negate(): void {
        if (typed.text.startsWith("−") || typed.text.startsWith("-"))
            typed.remove(0, 1);
        else
            typed.insert(0, "−");
    }

    spacing: Theme.gap8

    TextEntry {
        id: typed
        objectName: "field"
        name: entry.input.title
        unit: entry.input.unit
        wrong: entry.wrong || entry.input.error !== ""
        readOnly: entry.input.readOnly
        inputMethodHints: entry.whole ? Qt.ImhDigitsOnly : Qt.ImhFormattedNumbersOnly
        validator: RegularExpressionValidator {
            regularExpression: entry.whole ? /[-−－]?[\d０-９ , ]*/ : /[-−－]?[\d０-９ ,]*[.．，。,]?[\d０-９]*/
        }
        Layout.fillWidth: true
        onActiveFocusChanged: {
            if (!activeFocus)
                entry.padOpen = false;
            typing.reshape();
        }
        onEdited: typing.leave()
        TapHandler {
            enabled: entry.padAllowed && !entry.input.readOnly
            acceptedDevices: PointerDevice.TouchScreen | PointerDevice.Stylus
            gesturePolicy: TapHandler.DragThreshold
            onTapped: {
                typed.forceActiveFocus(Qt.MouseFocusReason);
                InputMethod.hide();
                entry.padOpen = true;
            }
        }
    }
    TypedAnswer {
        id: typing
        field: typed
        value: entry.input.value
        number: true
        grouped: entry.grouped
        written: plain(typed.text)
        whole: !/^-?$|[.]$/.test(written) || written === ""
        onPaused: value => entry.input.typed(value)
        onLeft: value => entry.input.edited(value)
    }
    // Made when it is asked for: its keys are most of what an editor of a long form would cost.
    Loader {
        active: entry.padOpen
        visible: active
        Layout.fillWidth: true
        sourceComponent: NumberPad {
            objectName: "pad"
            whole: entry.whole
            onTyped: digit => typed.insert(typed.cursorPosition, digit)
            onErased: typed.remove(Math.max(0, typed.cursorPosition - 1), typed.cursorPosition)
            onNegated: entry.negate()
            onDone: {
                typed.editingFinished();
                entry.padOpen = false;
            }
        }
    }
}
