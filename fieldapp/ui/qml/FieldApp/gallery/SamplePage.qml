import QtQuick
import FieldApp

// One page of the gallery: sample words in both languages, and the item that shall have the keyboard.
Rectangle {
    id: page

    required property string language
    property Item focused: null
    default property alias content: body.data

    function say(chinese: string, english: string): string {
        return language === "zh" ? chinese : english;
    }

    implicitWidth: 1280
    implicitHeight: Math.max(800, body.childrenRect.height + 2 * Theme.margin)
    color: Theme.surface

    Item {
        id: body
        x: Theme.gap32
        y: Theme.margin
        width: page.width - 2 * Theme.gap32
        height: page.height - 2 * Theme.margin
    }
}
