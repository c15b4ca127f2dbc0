pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// One question with the editor of its kind; what the editor gives is stored at once.
Loader {
    id: editor

    required property string name
    required property string input
    required property string title
    required property string hint
    required property string value
    required property var choices
    required property bool needed
    required property bool readOnly
    required property string error
    required property string unit
    required property string limitText
    required property string limitState
    required property var phrases
    required property bool mandatory
    required property string tagText
    required property int longList
    required property string searched
    required property int hits
    required property bool moreHits
    required property FormFilling form
    // What there is to say about a choice, below it.
    property string remark
    property int remarkTone: Tag.Info

    // Where the engineer was: the page scrolls here and the editor takes the keyboard (SITE-9).
    function takeFocus() {
        const frame = item as InputFrame;
        if (frame)
            frame.takeFocus();
    }
    function give(answer: string) { form.answer(name, answer) }

    objectName: "question-" + name
    sourceComponent: input === "acknowledge" ? acknowledge : input === "one" ? one : input === "many" ? many
        : input === "number" ? number : input === "text" ? words : note

    Component {
        id: acknowledge
        AcknowledgeInput {
            title: editor.title
            hint: editor.hint
            value: editor.value
            error: editor.error
            readOnly: editor.readOnly
            mandatory: editor.mandatory
            tag: editor.tagText
            onEntered: editor.form.enter(editor.name)
            onEdited: answer => editor.give(answer)
        }
    }
    Component {
        id: one
        ColumnLayout {
            spacing: Theme.gap12
            SelectOneInput {
                Layout.fillWidth: true
                title: editor.title
                hint: editor.hint
                value: editor.value
                error: editor.error
                readOnly: editor.readOnly
                required: editor.needed
                choices: editor.choices
                longList: editor.longList
                found: editor.searched
                hits: editor.hits
                moreHits: editor.moreHits
                onSearched: text => editor.form.search(editor.name, text)
                onEntered: editor.form.enter(editor.name)
                onEdited: answer => editor.give(answer)
            }
            NoticeBar {
                objectName: "remark-" + editor.name
                visible: text !== ""
                Layout.fillWidth: true
                text: editor.remark
                tone: editor.remarkTone
            }
        }
    }
    Component {
        id: many
        SelectManyInput {
            title: editor.title
            hint: editor.hint
            value: editor.value
            error: editor.error
            readOnly: editor.readOnly
            required: editor.needed
            choices: editor.choices
            longList: editor.longList
            found: editor.searched
            hits: editor.hits
            moreHits: editor.moreHits
            onSearched: text => editor.form.search(editor.name, text)
            onEntered: editor.form.enter(editor.name)
            onEdited: answer => editor.give(answer)
        }
    }
    Component {
        id: number
        NumberInput {
            title: editor.title
            hint: editor.hint
            value: editor.value
            error: editor.error
            readOnly: editor.readOnly
            required: editor.needed
            unit: editor.unit
            limitText: editor.limitText
            limitState: editor.limitState
            onTyped: answer => editor.form.type(editor.name, answer)
            onEntered: editor.form.enter(editor.name)
            onEdited: answer => editor.give(answer)
        }
    }
    Component {
        id: words
        TextAnswerInput {
            title: editor.title
            hint: editor.hint
            value: editor.value
            error: editor.error
            readOnly: editor.readOnly
            required: editor.needed
            phrases: editor.phrases
            onTyped: answer => editor.form.type(editor.name, answer)
            onEntered: editor.form.enter(editor.name)
            onEdited: answer => editor.give(answer)
        }
    }
    Component {
        id: note
        NoteInput {
            title: editor.title
            hint: editor.hint
        }
    }
}
