import QtQuick
import QtQuick.Layouts
import FieldApp

// What every editor shares: title, hint, what is wrong, and the contract of the form editors.
// In: title, hint, value, error, readOnly, required, choices, unit, limitText, limitState, attributes, phrases; of a
// list that is too long to be shown, how many choices it has (longList, 0 for one that is shown whole), what was looked
// for in it (found), how much that found (hits), and whether there is more (moreHits).
// Out: edited(value), where value is an XForms string and "" clears the answer; typed(value) while typing goes on;
// entered() when the keyboard comes to it; searched(text) to find choices of a long list.
ColumnLayout {
    id: frame

    property string title
    property string hint
    property string value
    property string error
    property bool readOnly: false
    property bool required: false
    property list<var> choices
    property string unit
    property string limitText
    property string limitState
    property var attributes: ({})
    property list<string> phrases
    property int longList: 0
    property string found
    property int hits: 0
    property bool moreHits: false
    signal edited(string value)
    signal typed(string value)
    signal searched(string text)
    signal entered

    readonly property bool hasKeyboard: holds(Window.activeFocusItem)
    onHasKeyboardChanged: if (hasKeyboard) entered()

    // The editor that takes the keyboard when the visit reopens at this question.
    property Item entry: null
    property bool showTitle: true
    default property alias content: body.data

    function holds(item: Item): bool {
        let at = item;
        while (at && at !== frame)
            at = at.parent;
        return at === frame;
    }
    function takeFocus(): void {
        if (entry)
            entry.forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: Theme.gap8

    RowLayout {
        visible: frame.showTitle && frame.title !== ""
        spacing: Theme.gap8
        Layout.fillWidth: true
        AppLabel {
            text: frame.title
            medium: true
            Layout.fillWidth: true
        }
        AppLabel {
            visible: !frame.required && !frame.readOnly && frame.showTitle
            text: qsTr("optional")
            size: Theme.caption
            quiet: true
        }
    }
    AppLabel {
        visible: frame.showTitle && text !== ""
        text: frame.hint
        size: Theme.caption
        quiet: true
        Layout.fillWidth: true
        Layout.topMargin: -Theme.gap8
    }
    ColumnLayout {
        id: body
        spacing: Theme.gap8
        Layout.fillWidth: true
    }
    RowLayout {
        visible: frame.error !== ""
        spacing: Theme.gap8
        AppIcon {
            name: "error-fill"
            size: Theme.iconLine
            tint: Theme.danger
        }
        AppLabel {
            text: frame.error
            size: Theme.caption
            medium: true
            color: Theme.danger
            Layout.fillWidth: true
        }
    }
}
