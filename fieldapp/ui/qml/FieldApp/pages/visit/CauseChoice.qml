import QtQuick
import QtQuick.Layouts
import FieldApp

// The expected cause: one bar where all choices fit beside each other, cards that break into lines where not.
ColumnLayout {
    id: choice

    property string title
    // Each: { value, label }
    property list<var> choices
    property string value
    signal picked(string value)

    // Reckoned without the tick of the chosen one, so that a choice never turns the bar into cards.
    readonly property bool fits: choices.length > 1 && bar.leastWidth + Theme.gap40 <= width

    spacing: Theme.gap8

    AppLabel {
        visible: choice.fits
        text: choice.title
        size: Theme.caption
        medium: true
        quiet: true
        Layout.fillWidth: true
    }
    SegmentedChoice {
        id: bar
        objectName: "causeBar"
        visible: choice.fits
        inset: Theme.gap12
        clearable: true
        question: choice.title
        choices: choice.choices
        value: choice.value
        onPicked: value => choice.picked(value)
    }
    ChoiceChips {
        objectName: "causeCards"
        visible: !choice.fits
        Layout.fillWidth: true
        title: choice.title
        choices: choice.fits ? [] : choice.choices
        value: choice.value
        onPicked: value => choice.picked(value === choice.value ? "" : value)
    }
}
