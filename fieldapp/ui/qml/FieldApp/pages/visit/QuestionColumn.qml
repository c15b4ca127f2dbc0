pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Window
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

    // Back at the very field (SITE-9): bring it on the screen, and to the keyboard unless it is only a tick.
    function showField() {
        const item = fieldItem();
        if (!item || !scroller)
            return;
        bring(item);
        if (item.input === "number" || item.input === "text")
            item.takeFocus();
    }
    function fieldItem(): QuestionEditor {
        const place = questions.find(form.field);
        return place >= 0 ? repeater.itemAt(place) as QuestionEditor : null;
    }
    function bring(item: QuestionEditor) {
        const top = item.mapToItem(scroller.contentItem, 0, 0).y;
        if (top < scroller.contentY || top + item.height > scroller.contentY + scroller.height)
            scroller.contentY = Math.max(0, Math.min(top - Theme.gap24, scroller.contentHeight - scroller.height));
    }

    // What is missing was asked for: go there, and again once the words of what is missing have taken their room.
    property bool settling: false
    Connections {
        target: grid.form
        enabled: grid.visible
        function onFieldAsked() {
            grid.settling = true;
            Qt.callLater(grid.showField);
        }
    }
    Connections {
        target: grid.Window.window
        enabled: grid.settling
        function onFrameSwapped() {
            grid.settling = false;
            const item = grid.fieldItem();
            if (item && grid.scroller)
                grid.bring(item);
        }
    }
}
