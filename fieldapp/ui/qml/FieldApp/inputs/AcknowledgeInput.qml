import QtQuick
import QtQuick.Layouts
import FieldApp

// A thing to confirm: the whole card is the target. "OK" is what XForms stores for a trigger.
InputFrame {
    id: input

    property bool framed: true

    showTitle: false
    entry: card

    CheckCard {
        id: card
        objectName: "acknowledge"
        text: input.title
        hint: input.hint
        tag: input.tag
        wanted: input.mandatory
        framed: input.framed
        readOnly: input.readOnly
        checked: input.value !== ""
        Layout.fillWidth: true
        onClicked: input.edited(input.value === "" ? "OK" : "")
    }
}
