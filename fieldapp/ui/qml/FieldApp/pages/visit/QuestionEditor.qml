pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels
import "editors"

// One question with the editor of its kind; what the editor gives is stored at once. The rows between the questions
// (heads of cards, the end of a repeat) are drawn here too.
Loader {
    id: editor

    required property string name
    required property string input
    required property string title
    required property string hint
    required property string guidance
    required property string value
    required property var choices
    required property bool needed
    required property bool readOnly
    required property string error
    required property string unit
    required property string limitText
    required property string limitState
    required property var attributes
    required property var phrases
    required property var look
    required property var settings
    required property bool mandatory
    required property string tagText
    required property int longList
    required property string searched
    required property int hits
    required property bool moreHits
    required property string picture
    required property string block
    required property bool removable
    required property FormFilling form
    // Not yet in a long form, where it is far from the window; near, its place shows its title until then.
    property bool made: true
    property bool near: false
    // What there is to say about a choice, below it.
    property string remark
    property int remarkTone: Tag.Info
    property bool marksOptional: true

    // The longer edge of a picture, 0 for the usual one.
    readonly property int mostPixels: Number(attributes["max-pixels"] ?? 0)

    // The question whose picture this one is taken over (SITE-11).
    readonly property string overlay: attributes["overlay"] ?? ""

    // Where a word of the editors' contract (InputFrame) has another name here.
    readonly property var otherNames: ({ required: "needed", tag: "tagText", found: "searched" })
    // What an answer is read by comes before the answer.
    readonly property list<string> told: ["name", "settings", "look", "choices", "longList", "title", "hint", "guidance",
        "value", "required", "readOnly", "error", "unit", "limitText", "limitState", "attributes", "phrases",
        "mandatory", "tag", "found", "hits", "moreHits", "picture", "remark", "remarkTone",
        "marksOptional"]

    // Where the engineer was: the page scrolls here and the editor takes the keyboard (SITE-9).
    function takeFocus() {
        const frame = item as InputFrame;
        if (frame)
            frame.takeFocus();
    }
    function tell(frame: InputFrame): void {
        for (const word of told)
            frame[word] = Qt.binding(() => editor[editor.otherNames[word] ?? word]);
        frame.under = Qt.binding(() => editor.overlay === "" ? "" : editor.form.pictured[editor.overlay] ?? "");
        frame.now = Qt.binding(() => editor.form.now);
        frame.mayScan = Qt.binding(() => editor.form.mayScan);
        frame.hasCamera = Qt.binding(() => editor.form.pictures.hasCamera);
        frame.busy = Qt.binding(() => editor.form.pictures.busy);
    }

    objectName: "question-" + name
    sourceComponent: !made ? near ? Editors.waiting : null : input === "section" ? section : input === "rows" ? rows : Editors.find(input)
    onLoaded: {
        const frame = item as InputFrame;
        const waiting = item as QuestionWaiting;
        if (frame)
            tell(frame);
        else if (waiting)
            waiting.title = title;
    }

    Connections {
        target: editor.item as InputFrame
        function onEntered() { editor.form.enter(editor.name) }
        function onEdited(value) { editor.form.answer(editor.name, value) }
        function onTyped(value) { editor.form.type(editor.name, value) }
        function onSearched(text) { editor.form.search(editor.name, text) }
        function onScanAsked() { editor.form.scan(editor.name) }
        function onPictureChosen(file) { editor.form.pictures.choose(editor.name, file, editor.mostPixels) }
        function onSnapped(view) { editor.form.pictures.snap(editor.name, view, editor.mostPixels) }
        function onMarked(pad) { editor.form.pictures.mark(editor.name, editor.value, pad) }
        function onDrawn(pad) { editor.form.pictures.draw(editor.name, pad) }
    }

    Component {
        id: section
        SectionHead {
            title: editor.title
            removable: editor.removable
            onRemoved: editor.form.removeRow(editor.value)
        }
    }
    Component {
        id: rows
        RowAdder {
            title: editor.title
            onClicked: editor.form.addRow(editor.value)
        }
    }
}
