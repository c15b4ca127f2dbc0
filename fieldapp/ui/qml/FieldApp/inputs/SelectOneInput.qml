pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// Up to four short answers stand side by side; more, or longer ones, become cards in two columns, or in as many as the
// form says (`columns-3`) where there is room.
InputFrame {
    id: input

    readonly property bool segmented: wanted === 0 && longList === 0 && choices.length > 0 && choices.length <= 4 && segments.implicitWidth <= width
    readonly property int wanted: Number((look.find(word => /^columns-[1-9]$/.test(word)) ?? "").slice(8))
    readonly property int room: Math.max(1, Math.floor((width + Theme.gap12) / (Theme.cardNarrow * 0.75 * Theme.textScale)))
    readonly property int inColumns: wanted > 0 ? Math.min(wanted, room) : width >= 480 ? 2 : 1
    entry: segmented ? segments : cards

    LongChoices {
        id: page
        input: input
        columns: cards.columns
        chosen: input.value === "" ? 0 : 1
    }
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
    NothingToChoose { visible: input.choices.length === 0 && input.longList === 0 }
    SegmentedChoice {
        id: segments
        visible: input.segmented
        choices: input.choices
        value: input.value
        clearable: !input.required
        readOnly: input.readOnly
        wrong: input.error !== ""
        onPicked: (value) => input.edited(value)
    }
    GridLayout {
        id: cards
        visible: !input.segmented
        columns: input.inColumns
        columnSpacing: Theme.gap12
        rowSpacing: Theme.gap12
        uniformCellWidths: true
        Layout.fillWidth: true
        Repeater {
            model: input.segmented ? [] : page.shown
            OptionCard {
                id: card
                required property var modelData
                objectName: "choice_" + modelData.value
                Layout.fillWidth: true
                text: modelData.label
                hint: modelData.hint ?? ""
                iconName: modelData.icon ?? ""
                radio: !modelData.icon
                checked: input.value === modelData.value
                readOnly: input.readOnly
                onClicked: input.edited(checked && !input.required ? "" : modelData.value)
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
