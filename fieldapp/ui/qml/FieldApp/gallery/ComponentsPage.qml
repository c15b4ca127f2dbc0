pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// The reference page: every control once, as in the picture that the house was designed by.
SamplePage {
    id: page

    focused: columns.focusedField

    Row {
        id: columns
        readonly property Item focusedField: first.focusedField
        readonly property real column: (width - 2 * Theme.gap40) / 3
        width: parent.width
        spacing: Theme.gap40

        ControlsColumn { id: first; width: columns.column; language: page.language }
        ProgressColumn { width: columns.column; language: page.language }
        StatesColumn { width: columns.column; language: page.language }
    }
}
