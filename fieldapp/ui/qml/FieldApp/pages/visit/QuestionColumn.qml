pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Questions in tidy columns: ticks, readings and short choices beside each other, texts over the whole width. What stands
// together (a group, a row of a repeat) stands on a card.
Item {
    id: column

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
    // Questions that the page asks elsewhere.
    property list<string> leftOut
    property bool marksOptional: true
    // Photos stand side by side, everything else over the whole width.
    property bool photosBeside: false

    // How many editors there are yet: a screenful at once, one more a frame then, so that a long form lets nobody wait.
    property int made: 24
    readonly property bool making: visible && made < repeater.count

    // Top and height of each card.
    property list<var> cards

    function showField(): void { seeker.showSoon() }
    function make(count: int): void { if (made < count) made = count }
    function layCards(): void {
        const found = [];
        let top = 0;
        for (let place = 0; place < repeater.count; ++place) {
            const item = repeater.itemAt(place) as QuestionEditor;
            if (!item || item.block === "")
                continue;
            if (item.input === "section")
                top = item.y - (item.title === "" ? 0 : Theme.gap16);
            else if (item.input === "end")
                found.push({ y: top, height: item.y - top });
        }
        cards = found;
    }

    implicitHeight: grid.implicitHeight
    implicitWidth: grid.implicitWidth

    Repeater {
        model: column.cards
        Rectangle {
            required property var modelData
            objectName: "card"
            y: modelData.y
            width: column.width
            height: modelData.height
            radius: Theme.radiusPanel
            color: Theme.background
            border.width: Theme.hairline
            border.color: Theme.line
        }
    }
    GridLayout {
        id: grid
        width: parent.width
        columns: width >= 2 * column.leastColumn * Theme.textScale ? column.mostColumns : 1
        columnSpacing: Theme.gap24
        rowSpacing: Theme.gap24
        uniformCellWidths: true

        Repeater {
            id: repeater
            model: column.questions
            onItemRemoved: Qt.callLater(column.layCards)
            QuestionEditor {
                id: question
                required property int index
                required property bool wide
                readonly property int inset: block === "" ? 0 : Theme.gap16
                form: column.form
                active: index < column.made && !column.leftOut.includes(name)
                visible: active
                remark: name === column.remarkedQuestion ? column.remark : ""
                remarkTone: column.remarkTone
                marksOptional: column.marksOptional
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                Layout.columnSpan: (column.photosBeside ? input !== "picture" : wide) ? grid.columns : 1
                Layout.leftMargin: inset
                Layout.rightMargin: inset
                Layout.topMargin: input === "section" && title !== "" ? Theme.gap16 : input === "listRow" ? -Theme.gap16 : 0
                onYChanged: if (block !== "") Qt.callLater(column.layCards)
                onHeightChanged: if (block !== "") Qt.callLater(column.layCards)
            }
        }
    }
    Timer {
        interval: 16
        repeat: true
        running: column.making
        onTriggered: column.made += 1
    }
    FieldSeeker {
        id: seeker
        onSought: place => column.make(place + 1)
        form: column.form
        questions: column.questions
        editors: repeater
        scroller: column.scroller
    }
}
