pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// Any number of short answers, each as wide as its words (`columns-pack`); pressed again it is taken back.
InputFrame {
    id: input

    readonly property list<string> chosen: value === "" ? [] : value.split(" ")

    entry: chips

    function toggled(name: string): string {
        return choices.map(choice => choice.value)
            .filter(other => other === name ? !chosen.includes(name) : chosen.includes(other)).join(" ");
    }

    NothingToChoose { visible: input.choices.length === 0 }
    Flow {
        id: chips
        spacing: Theme.gap8
        Layout.fillWidth: true
        Repeater {
            model: input.choices
            OptionCard {
                required property var modelData
                objectName: "choice_" + modelData.value
                width: Math.min(implicitWidth, chips.width)
                text: modelData.label
                checked: input.chosen.includes(modelData.value)
                readOnly: input.readOnly
                Accessible.role: Accessible.CheckBox
                onClicked: input.edited(input.toggled(modelData.value))
            }
        }
    }
}
