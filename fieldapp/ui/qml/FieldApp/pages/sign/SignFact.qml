import QtQuick
import QtQuick.Layouts
import FieldApp

// A small label over what the customer reads, from an arm's length.
ColumnLayout {
    id: fact

    property string label
    property string text
    property bool good: false
    property bool bad: false

    spacing: 0
    Accessible.role: Accessible.StaticText
    Accessible.name: label + ": " + text

    Hairline { Layout.fillWidth: true }
    AppLabel {
        text: fact.label
        quiet: true
        Layout.topMargin: Theme.gap12
        Layout.fillWidth: true
        Accessible.ignored: true
    }
    AppLabel {
        text: fact.text
        size: Theme.action
        medium: true
        color: fact.bad ? Theme.danger : fact.good ? Theme.success : Theme.text
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.gap8
        Accessible.ignored: true
    }
}
