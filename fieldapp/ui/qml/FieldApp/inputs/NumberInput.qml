import QtQuick
import QtQuick.Layouts
import FieldApp

// A reading: number, unit, and the verdict against its limits beside it. A limit never blocks: out of it is a fact.
InputFrame {
    id: input

    property alias padOpen: number.padOpen
    entry: number.field

    NumberEntry {
        id: number
        input: input
        wrong: limits.out
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sidePane
    }
    LimitLine {
        id: limits
        limitText: input.limitText
        limitState: input.limitState
    }
}
