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

    LongChoices {
        id: page
        input: input
        columns: grid.columns
        chosen: input.chosen.length
    }
    NothingToChoose { visible: input.choices.length === 0 && input.longList === 0 }
    ChoiceSearch {
        visible: input.longList > 0 && !input.readOnly
        total: input.longList
        shown: page.shown.length
        found: input.found
        hits: input.hits
        more: input.moreHits
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
            model: page.shown
            CheckCard {
                required property var modelData
                objectName: "choice_" + modelData.value
                Layout.fillWidth: true
                text: modelData.label
                hint: modelData.hint ?? ""
                checked: input.chosen.includes(modelData.value)
                readOnly: input.readOnly
                onClicked: input.edited(input.toggled(modelData.value))
            }
        }
    }
    SecondaryButton {
        objectName: "moreChoices"
        visible: page.next > 0
        text: qsTr("Show %1 more").arg(page.next)
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap4
        onClicked: page.pages += 1
    }
}
