import QtQuick

// How many of a long list's choices stand on the page: four rows, and as many again each time more are asked for.
QtObject {
    id: page

    required property InputFrame input
    required property int columns
    // Of these all stand there.
    property int chosen: 0

    readonly property int most: input.longList === 0 ? input.choices.length : Math.max(chosen, pages * 4 * columns)
    readonly property list<var> shown: input.choices.slice(0, most)
    readonly property int next: Math.min(4 * columns, input.choices.length - shown.length)
    property int pages: 1

    // A choice, another search: from the top again.
    readonly property string place: input.found + "\n" + input.value
    onPlaceChanged: pages = 1
}
