pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// A line of text that is mostly tapped together: each phrase goes in, and out again.
ColumnLayout {
    id: entry

    property string title
    property list<string> phrases
    property alias text: words.text

    function tap(phrase: string): void {
        const said = words.text.split(/[、,，]\s*/).filter(one => one !== "");
        const place = said.indexOf(phrase);
        if (place < 0)
            said.push(phrase);
        else
            said.splice(place, 1);
        words.text = said.join("、");
    }

    spacing: Theme.gap8
    AppLabel {
        text: entry.title
        size: Theme.caption
        medium: true
        quiet: true
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap8
        Repeater {
            model: entry.phrases
            OptionCard {
                required property string modelData
                required property int index
                objectName: entry.objectName + "-" + index
                text: modelData
                checked: words.text.split(/[、,，]\s*/).includes(modelData)
                onClicked: entry.tap(modelData)
            }
        }
    }
    TextEntry {
        id: words
        objectName: entry.objectName + "Text"
        Layout.fillWidth: true
        name: entry.title
        placeholderText: qsTr("Or in your own words")
    }
}
