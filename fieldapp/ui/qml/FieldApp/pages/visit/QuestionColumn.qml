pragma ComponentBehavior: Bound
import QtQuick
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

    // So many editors are there at once, the rest when the window comes near them.
    readonly property int atOnce: 24
    readonly property bool making: near.making || places.laying

    // Top and height of each card.
    property list<var> cards

    function showField(): void { seeker.showSoon() }
    function layCards(): void {
        const found = [];
        let top = 0;
        for (let place = 0; place < repeater.count; ++place) {
            const item = repeater.itemAt(place) as PlacedQuestion;
            if (!item || item.block === "")
                continue;
            if (item.input === "section")
                top = item.y - (item.title === "" ? 0 : Theme.gap16);
            else if (item.input === "end")
                found.push({ y: top, height: item.y - top });
        }
        if (JSON.stringify(found) !== JSON.stringify(cards))
            cards = found;
    }

    implicitHeight: places.total
    implicitWidth: places.wished

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
    Repeater {
        id: repeater
        model: column.questions
        onItemAdded: places.placeSoon()
        onItemRemoved: places.placeSoon()
        PlacedQuestion {
            id: question
            form: column.form
            active: !column.leftOut.includes(name)
            spans: column.photosBeside ? input !== "picture" : wide
            remark: name === column.remarkedQuestion ? column.remark : ""
            remarkTone: column.remarkTone
            marksOptional: column.marksOptional
            onActiveChanged: places.placeSoon()
            onSpansChanged: places.placeSoon()
            onImplicitHeightChanged: places.fit(question)
            onReadyChanged: places.begin(question)
            onLaidChanged: if (activeFocus) seeker.settling = true
            Component.onCompleted: if (index < column.atOnce || near.last >= index) make()
        }
    }
    QuestionPlaces {
        id: places
        onPlaced: column.layCards()
        rows: repeater
        room: column.width
        columns: column.width >= 2 * column.leastColumn * Theme.textScale ? column.mostColumns : 1
    }
    NearQuestions {
        id: near
        rows: repeater
        places: places
        column: column
        kept: column.questions.find(column.form.field)
        scroller: column.scroller
    }
    FieldSeeker {
        id: seeker
        making: column.making
        onSought: place => (repeater.itemAt(place) as PlacedQuestion)?.make()
        form: column.form
        questions: column.questions
        editors: repeater
        scroller: column.scroller
    }
}
