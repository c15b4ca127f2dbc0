pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// Any number of answers; XForms keeps them as words separated by spaces, in the order of the choices.
InputFrame {
    id: input

    readonly property list<string> chosen: value === "" ? [] : value.split(" ")
    entry: grid

    function toggled(name: string): string {
        return choices.map((choice) => choice.value)
            .filter((other) => other === name ? !chosen.includes(name) : chosen.includes(other)).join(" ");
    }

    ChoiceSearch {
        visible: input.longList > 0 && !input.readOnly
        total: input.longList
        Layout.fillWidth: true
        onSearched: text => input.searched(text)
    }
    GridLayout {
        id: grid
        columns: input.width >= 480 ? 2 : 1
        columnSpacing: Theme.gap12
        rowSpacing: Theme.gap12
        uniformCellWidths: true
        Layout.fillWidth: true
        Repeater {
            model: input.choices
            CheckCard {
                required property var modelData
                objectName: "choice_" + modelData.value
                Layout.fillWidth: true
                text: modelData.label
                checked: input.chosen.includes(modelData.value)
                readOnly: input.readOnly
                onClicked: input.edited(input.toggled(modelData.value))
            }
        }
    }
}
