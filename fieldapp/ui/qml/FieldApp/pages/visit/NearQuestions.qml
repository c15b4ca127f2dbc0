import QtQuick
import FieldApp

// Makes the editors of the questions near the window, one a frame, so that a long form lets nobody wait. What flies past
// too quickly to be read shows its title until it is slower.
Item {
    id: near

    required property Repeater rows
    required property QuestionPlaces places
    required property Item column
    // The row that must not move for the eye while it can be seen, -1 for none.
    required property int kept
    property Flickable scroller: null

    readonly property bool making: frames.running
    property bool awake: true
    // The rows in the window, as it was looked at last.
    property int first: 0
    property int last: -1
    property real lastY: 0

    function wake(): void { awake = true }
    function rowAt(place: int): PlacedQuestion { return rows.itemAt(place) as PlacedQuestion }

    // The first row that ends below a height.
    function placeAt(y: real): int {
        let low = 0, high = rows.count - 1;
        while (low < high) {
            const middle = (low + high) >> 1;
            const row = rowAt(middle);
            if (row && row.y + row.height < y)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
    // The next row without editor, from a place on or back from it, in so many pixels; -1 when there is none.
    function open(from: int, step: int, most: real): int {
        const begin = rowAt(from);
        for (let place = from; place >= 0 && place < rows.count; place += step) {
            const row = rowAt(place);
            if (!row || Math.abs(row.y - begin.y) > most)
                return -1;
            if (row.active && !row.made)
                return place;
        }
        return -1;
    }
    function next(height: real): int {
        const below = open(first, 1, 2 * height);
        const above = open(first, -1, height);
        // While the window moves, what stands above it is made only where it is sure not to push what is seen.
        const may = above >= 0 && (!scroller?.moving || places.knows(rowAt(above)));
        return below >= 0 && (below <= last || !may) ? below : may ? above : -1;
    }
    function look(): void {
        if (rows.count === 0)
            return rest();
        const height = scroller ? scroller.height : 1e9;
        const top = scroller ? scroller.contentY - column.mapToItem(scroller.contentItem, 0, 0).y : 0;
        const went = Math.abs(top - lastY);
        lastY = top;
        first = placeAt(top);
        last = placeAt(top + height);
        for (let place = first; scroller && place <= last; ++place)
            rowAt(place)?.come();
        if (went > height / 20)
            return;
        const found = next(height);
        if (found >= 0)
            make(found);
        else if (went === 0)
            rest();
    }
    function make(place: int): void {
        places.anchor = kept >= first && kept <= last ? kept : first;
        rowAt(place).make();
        places.placeSoon();
    }
    function rest(): void {
        places.anchor = -1;
        awake = false;
    }

    visible: false
    onScrollerChanged: wake()
    Timer {
        id: frames
        interval: 16
        repeat: true
        running: near.awake && near.column.visible
        onTriggered: near.look()
    }
    Connections {
        target: near.scroller
        function onContentYChanged(): void { near.wake() }
        function onHeightChanged(): void { near.wake() }
    }
    Connections {
        target: near.places
        function onTotalChanged(): void { near.wake() }
        function onMoved(by: real): void {
            if (near.scroller && !near.scroller.moving && near.scroller.contentY > 0) {
                near.scroller.contentY = Math.max(0, near.scroller.contentY + by);
                near.lastY += by;
            }
        }
    }
}
