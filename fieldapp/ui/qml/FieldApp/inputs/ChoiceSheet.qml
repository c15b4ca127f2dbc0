pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// The choices of a list over the page: a search above, what it found below, what is chosen marked.
PickSheet {
    id: sheet

    required property InputFrame input
    required property bool many
    required property list<string> chosen
    signal picked(string name)
    signal searched(string text)

    title: input.title
    subtitle: input.hint
    doneText: many ? qsTr("Done") : ""
    fills: true
    first: search.entry
    onDone: closed()

    ChoiceSearch {
        id: search
        width: sheet.innerWidth
        total: sheet.input.longList || sheet.input.choices.length
        shown: sheet.input.choices.length
        found: sheet.input.found
        hits: sheet.input.hits
        more: sheet.input.moreHits
        onSearched: text => sheet.searched(text)
    }
    RowList {
        id: list
        objectName: "choices"
        y: search.height + Theme.gap8
        width: sheet.innerWidth
        height: sheet.innerHeight - y
        spacing: Theme.gap8
        // Room for the ring of the choice that has the keyboard.
        topMargin: Theme.gap4
        bottomMargin: Theme.gap16
        model: sheet.input.choices
        delegate: Loader {
            id: row
            required property var modelData
            readonly property bool isChosen: sheet.chosen.includes(modelData.value)
            x: Theme.gap4
            width: list.width - 2 * Theme.gap4
            sourceComponent: sheet.many ? tick : radio
            Component {
                id: radio
                OptionCard {
                    objectName: "choice_" + row.modelData.value
                    text: row.modelData.label
                    hint: row.modelData.hint ?? ""
                    radio: true
                    checked: row.isChosen
                    onClicked: sheet.picked(row.modelData.value)
                }
            }
            Component {
                id: tick
                CheckCard {
                    objectName: "choice_" + row.modelData.value
                    text: row.modelData.label
                    hint: row.modelData.hint ?? ""
                    checked: row.isChosen
                    onClicked: sheet.picked(row.modelData.value)
                }
            }
        }
    }
}
