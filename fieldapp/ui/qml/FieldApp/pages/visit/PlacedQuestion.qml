import QtQuick
import FieldApp

// A question that has its place in a column, with its editor or, in a long form, still without: it keeps the room then,
// can be reached by Tab and is read aloud by its title; where it is reached its editor is made.
QuestionEditor {
    id: row

    required property int index
    required property bool wide
    // Over the whole width of the column.
    property bool spans: true
    readonly property int inset: block === "" ? 0 : Theme.gap16
    readonly property int above: input === "section" && title !== "" ? Theme.gap16 : input === "listRow" ? -Theme.gap16 : 0
    readonly property bool ready: made && status === Loader.Ready
    // Whether a frame laid its editor out.
    property bool laid: false
    // Those that look alike are equally high: the same editor with as many choices and lines.
    readonly property string kind: `${input} ${spans} ${inset} ${choices.length} ${phrases.length} ${limitText === ""} ${hint === ""}`
    readonly property bool asks: title !== "" && !["section", "rows", "end", "note", "listHead"].includes(input)

    // Tab stops here until there is an editor to stop at.
    property bool stop: true
    function make(): void {
        made = true;
        stop = activeFocus;
    }
    function come(): void { near = true }

    made: false
    visible: active
    activeFocusOnTab: stop && asks && !readOnly
    onActiveFocusChanged: {
        if (activeFocus && !made) {
            make();
            takeFocus();
            stop = false;
        }
    }
    Accessible.ignored: made
    Accessible.role: Accessible.Grouping
    Accessible.name: title
}
