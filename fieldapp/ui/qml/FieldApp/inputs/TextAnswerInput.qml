pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// Words: phrases to tap first, the field for what they do not say.
InputFrame {
    id: input

    entry: field

    function withPhrase(phrase: string): string {
        const parts = field.text === "" ? [] : field.text.split("；");
        return (parts.includes(phrase) ? parts.filter((part) => part !== phrase) : parts.concat([phrase])).join("；");
    }

    Flow {
        visible: input.phrases.length > 0 && !input.readOnly
        spacing: Theme.gap8
        Layout.fillWidth: true
        Repeater {
            model: input.phrases
            OptionCard {
                required property string modelData
                text: modelData
                checked: input.value.split("；").includes(modelData)
                onClicked: input.edited(input.withPhrase(modelData))
            }
        }
    }
    TextArea {
        id: field
        objectName: "field"
        name: input.title
        readOnly: input.readOnly
        wrong: input.error !== ""
        implicitHeight: Math.max(Theme.control, contentHeight + 2 * Theme.gap16)
        Layout.fillWidth: true
        onEdited: typing.leave()
    }
    // One tap takes it, the bar takes it back.
    OptionCard {
        objectName: "wording"
        readonly property string offer: input.attributes["wording"] ?? ""
        visible: offer !== "" && !input.readOnly
        iconName: "edit_note"
        text: offer
        hint: qsTr("In the words of the trade: tap to replace")
        Accessible.role: Accessible.Button
        Layout.fillWidth: true
        onClicked: input.edited(offer)
    }
    TypedAnswer {
        id: typing
        field: field
        value: input.value
        written: field.text
        onPaused: (value) => input.typed(value)
        onLeft: (value) => input.edited(value)
    }
}
