import QtQuick
import QtQuick.Window
import FieldApp

// Where the rows of a form stand: side by side where two fit, each from the top of its line; the wide ones on a line of
// their own. A row whose editor is not made yet keeps the room that the last one of its kind took.
Item {
    id: places

    required property Repeater rows
    required property real room
    required property int columns

    // The height of all, and how wide they would like to be.
    property real total: 0
    property real wished: 0
    // The height that editors of a kind have here.
    property var known: ({})
    // The row that is to stay where it is for the eye, -1 for none; by how much it stands lower than before.
    property int anchor: -1
    // Those whose editors were made since the last frame, and whether there are any.
    property var fresh: []
    property bool laying: false
    // Whether they are to be placed before the next frame.
    property bool waiting: false
    // Taken away with the page: what was put off until now has nothing to place any more.
    property bool gone: false
    // Whether all stand where they belong.
    property bool settled: false
    signal placed
    signal moved(real by)

    function placeSoon(): void {
        waiting = true;
        Qt.callLater(place);
    }
    // A new editor says how high it is once a frame laid it out; what it says before would be believed of all its kind.
    function begin(row: PlacedQuestion): void {
        if (row.ready) {
            fresh.push(row);
            laying = true;
        }
        placeSoon();
    }
    function layOut(): void {
        const done = fresh;
        fresh = [];
        laying = false;
        for (const item of done) {
            const row = item as PlacedQuestion;
            if (!row)
                continue;
            row.laid = true;
            learn(row);
        }
        place();
    }
    // What grows or shrinks moves the others in the same frame; not for each of many that are made.
    function fit(row: PlacedQuestion): void {
        if (!row.ready || row.implicitHeight <= 0)
            return placeSoon();
        if (row.laid)
            learn(row);
        if (row.laid && anchor < 0 && settled)
            place();
        else
            placeSoon();
    }
    function learn(row: PlacedQuestion): void {
        if (row.ready && row.implicitHeight > 0)
            known[row.kind] = row.implicitHeight;
    }
    function knows(row: PlacedQuestion): bool { return known[row.kind] !== undefined }
    function guess(row: PlacedQuestion): real {
        return row.input === "end" ? 0 : known[row.kind] ?? Theme.control + (row.title === "" ? 0 : Theme.gap32);
    }
    function place(): void {
        if (gone || room <= 0)
            return;
        waiting = settled = false;
        const watched = anchor >= 0 ? rows.itemAt(anchor) as PlacedQuestion : null;
        const stood = watched ? watched.y : 0;
        const step = Math.floor((room + Theme.gap24) / columns);
        let column = 0, top = 0, tall = 0, wish = 0, began = false;
        for (let index = 0; index < rows.count; ++index) {
            const row = rows.itemAt(index) as PlacedQuestion;
            if (!row || !row.active)
                continue;
            const span = row.spans ? columns : 1;
            if (began && column + span > columns) {
                top += tall + Theme.gap24;
                column = tall = 0;
            }
            began = true;
            row.x = column * step + row.inset;
            row.y = top + row.above;
            row.width = (column + span === columns ? room - column * step : step - Theme.gap24) - 2 * row.inset;
            row.height = row.ready && (row.laid || !knows(row)) ? row.implicitHeight : guess(row);
            tall = Math.max(tall, row.above + row.height);
            wish = Math.max(wish, (row.implicitWidth + 2 * row.inset) * (row.spans ? 1 : columns));
            column += span;
        }
        total = top + tall;
        wished = wish;
        settled = true;
        placed();
        if (watched && watched.y !== stood)
            moved(watched.y - stood);
        if (laying)
            (Window.window as Window)?.update();
    }

    visible: false
    onRoomChanged: place()
    onColumnsChanged: place()
    Component.onDestruction: gone = true
    Connections {
        target: places.Window.window
        enabled: places.laying
        function onFrameSwapped(): void {
            if (!places.waiting)
                places.layOut();
        }
    }
}
