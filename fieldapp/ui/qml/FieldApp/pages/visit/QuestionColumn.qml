pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Questions in tidy columns: ticks, readings and short choices beside each other, texts over the whole width.
GridLayout {
    id: grid

    required property FormFilling form
    required property Rows questions
    property int mostColumns: 2
    property int leastColumn: 280
    // Filled by the page that scrolls.
    property Flickable scroller: null

    // Something to say about the answer to one of the questions.
    property string remarkedQuestion
    property string remark
    property int remarkTone: Tag.Info

    columns: width >= 2 * leastColumn * Theme.textScale ? mostColumns : 1
    columnSpacing: Theme.gap24
    rowSpacing: Theme.gap24
    uniformCellWidths: true

    Repeater {
        id: repeater
        model: grid.questions
        QuestionEditor {
            required property bool wide
            form: grid.form
            remark: name === grid.remarkedQuestion ? grid.remark : ""
            remarkTone: grid.remarkTone
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            Layout.columnSpan: wide ? grid.columns : 1
        }
    }

    function showField(): void { seeker.show() }

    FieldSeeker {
        id: seeker
        form: grid.form
        questions: grid.questions
        editors: repeater
        scroller: grid.scroller
    }
}
