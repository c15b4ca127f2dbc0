pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// Editors that choose: scales, chips, lists behind a search, grids of questions, an order of things.
SamplePage {
    id: page

    focused: first.focusedField

    Row {
        id: columns
        readonly property real column: (width - 2 * Theme.gap40) / 3
        width: parent.width
        spacing: Theme.gap40
        ScalesColumn { id: first; width: columns.column; language: page.language }
        GridsColumn { width: columns.column; language: page.language }
        RankColumn { width: columns.column; language: page.language }
    }
}
