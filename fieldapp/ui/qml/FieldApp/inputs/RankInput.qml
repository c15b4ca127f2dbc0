pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// An order of things (`rank`): each line goes up or down. Nothing is given before the engineer moves one or confirms.
InputFrame {
    id: input

    readonly property list<string> order: {
        const given = value === "" ? [] : value.split(" ");
        return given.concat(choices.map(choice => choice.value).filter(name => !given.includes(name)));
    }
    readonly property bool given: value !== ""

    entry: lines

    // The line that the keyboard goes along with, once its move is stored.
    property int follows: -1
    property bool followsUp: false
    onValueChanged: {
        const line = follows < 0 ? null : repeater.itemAt(follows) as RankLine;
        follows = -1;
        if (line)
            line.focusOn(followsUp);
    }

    function label(name: string): string {
        const found = choices.find(choice => choice.value === name);
        return found ? found.label : name;
    }
    function move(place: int, by: int): void {
        const names = order.slice();
        const [name] = names.splice(place, 1);
        names.splice(place + by, 0, name);
        edited(names.join(" "));
    }
    function moveWithKeyboard(place: int, by: int): void {
        follows = place + by;
        followsUp = by < 0;
        move(place, by);
    }

    NothingToChoose { visible: input.choices.length === 0 }
    ColumnLayout {
        id: lines
        spacing: Theme.gap8
        Layout.fillWidth: true
        Repeater {
            id: repeater
            model: input.order.length
            RankLine {
                required property int index
                readonly property string entryName: input.order[index]
                objectName: "rank_" + entryName
                place: index
                last: index === input.order.length - 1
                given: input.given
                text: input.label(entryName)
                readOnly: input.readOnly
                Layout.fillWidth: true
                onMoved: (by, byKeyboard) => byKeyboard ? input.moveWithKeyboard(index, by) : input.move(index, by)
            }
        }
    }
    QuietButton {
        objectName: "keepOrder"
        visible: !input.given && !input.readOnly && input.choices.length > 0
        accent: true
        iconName: "check"
        text: qsTr("This order is right")
        Accessible.name: input.spoken(text)
        onClicked: input.edited(input.order.join(" "))
    }
    QuietButton {
        objectName: "clear"
        visible: input.given && !input.readOnly && !input.required
        text: qsTr("Clear")
        Accessible.name: input.spoken(text)
        onClicked: input.edited("")
    }
}
