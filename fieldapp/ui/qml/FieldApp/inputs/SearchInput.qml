pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Window
import FieldApp

// One answer, or with `many` any number, out of a list that is not on the page: a sheet with a search by words and pinyin.
InputFrame {
    id: input

    property bool many: false
    readonly property list<string> chosen: value === "" ? [] : many ? value.split(" ") : [value]
    readonly property string words: chosen.map(name => label(name)).join(qsTr(", ", "between answers"))

    entry: field

    function label(name: string): string {
        const found = choices.find(choice => choice.value === name);
        return found ? found.label : name;
    }
    // As they were chosen: the sheet knows only a part of the list.
    function toggled(name: string): string {
        return (chosen.includes(name) ? chosen.filter(other => other !== name) : chosen.concat([name])).join(" ");
    }
    function pick(name: string): void {
        if (many) {
            edited(toggled(name));
            return;
        }
        close();
        edited(name === value && !required ? "" : name);
    }
    function close(): void {
        sheet.active = false;
        field.forceActiveFocus(Qt.OtherFocusReason);
        if (found !== "")
            searched("");
    }

    PickField {
        id: field
        objectName: "field"
        name: input.title
        text: input.words
        placeholderText: input.longList === 0 && input.choices.length === 0 ? qsTr("Nothing to choose yet")
            : qsTr("Search %1 choices").arg(Number(input.longList || input.choices.length).toLocaleString(Qt.locale(), "f", 0))
        iconName: input.value === "" ? "search" : "keyboard_arrow_down"
        wrong: input.error !== ""
        readOnly: input.readOnly || input.longList === 0 && input.choices.length === 0
        Layout.fillWidth: true
        onClicked: sheet.active = true
    }
    Loader {
        id: sheet
        active: false
        visible: false
        sourceComponent: ChoiceSheet {
            parent: input.Window.contentItem
            input: input
            many: input.many
            chosen: input.chosen
            onPicked: name => input.pick(name)
            onSearched: text => input.searched(text)
            onClosed: input.close()
        }
    }
}
