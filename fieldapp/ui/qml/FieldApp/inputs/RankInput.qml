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

    NothingToChoose { visible: input.choices.length === 0 }
    ColumnLayout {
        id: lines
        spacing: Theme.gap8
        Layout.fillWidth: true
        Repeater {
            model: input.order.length
            Rectangle {
                id: line
                required property int index
                readonly property string entryName: input.order[index]
                objectName: "rank_" + entryName
                implicitHeight: Math.max(Theme.rowTwoLines, words.implicitHeight + Theme.gap16)
                Layout.fillWidth: true
                radius: Theme.radiusControl
                color: input.readOnly ? Theme.sunken : Theme.surface
                border.width: Theme.hairline
                border.color: Theme.line
                RowLayout {
                    anchors.fill: parent
                    anchors.leftMargin: Theme.gap16
                    spacing: Theme.gap16
                    AppLabel {
                        text: input.given ? String(line.index + 1) : "–"
                        size: Theme.row
                        strong: true
                        color: input.given ? Theme.primary : Theme.textSecondary
                        Layout.minimumWidth: Theme.gap24
                    }
                    AppLabel {
                        id: words
                        text: input.label(line.entryName)
                        medium: true
                        Layout.fillWidth: true
                    }
                    IconButton {
                        objectName: "up"
                        visible: !input.readOnly
                        enabled: line.index > 0
                        tinted: false
                        iconName: "arrow_upward"
                        text: qsTr("%1 one up").arg(input.label(line.entryName))
                        onClicked: input.move(line.index, -1)
                    }
                    IconButton {
                        objectName: "down"
                        visible: !input.readOnly
                        enabled: line.index < input.order.length - 1
                        tinted: false
                        iconName: "arrow_downward"
                        text: qsTr("%1 one down").arg(input.label(line.entryName))
                        onClicked: input.move(line.index, 1)
                    }
                }
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
