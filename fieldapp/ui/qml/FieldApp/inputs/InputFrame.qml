import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.Items

// What every editor shares, and the one contract of all of them (tests/ui/test_inputs.py holds every file to it).
// In: name, title, hint and guidance (more of it, on demand), value, error, readOnly, required, unit, limitText,
// limitState, attributes, phrases, look (XLSForm's appearances), settings (the control's own: start, end, step …),
// mandatory and tag, remark and remarkTone (what there is to say about the answer), now (the engineer's time with zone),
// mayScan (there is a scan sheet), hasCamera, busy (a picture is being taken in);
// choices, and of a list that is searched how many choices it has (longList, 0 for one that is shown whole), what was
// looked for in it (found), how much that found (hits), and whether there is more (moreHits); picture (where QML finds
// the picture of an answer, "missing" for one that is not here; under is an earlier one to hold it against); marksOptional
// (an answer that is not asked for says so).
// Out: edited(value), where value is an XForms string and "" clears the answer; typed(value) while typing goes on;
// entered() when the keyboard comes to it; searched(text) to find choices; scanAsked() for the scan sheet;
// pictureChosen(file), snapped(view), marked(pad) and drawn(pad) for answers that are pictures.
ColumnLayout {
    id: frame

    property string name
    property string title
    property string hint
    property string guidance
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
    property list<string> look
    property var settings: ({})
    property bool mandatory: false
    property string tag
    property string remark
    property int remarkTone: Tag.Info
    property string now
    property bool mayScan: true
    property bool hasCamera: false
    property bool busy: false
    property int longList: 0
    property string found
    property int hits: 0
    property bool moreHits: false
    property string picture
    // An earlier picture of the same thing, to be held against the new one.
    property string under
    signal edited(string value)
    signal typed(string value)
    signal searched(string text)
    signal entered
    signal scanAsked
    signal pictureChosen(url file)
    signal snapped(CameraView view)
    signal marked(InkPad pad)
    signal drawn(InkPad pad)

    readonly property bool hasKeyboard: holds(Window.activeFocusItem)
    onHasKeyboardChanged: if (hasKeyboard) entered()

    // The editor that takes the keyboard when the visit reopens at this question.
    property Item entry: null
    property bool showTitle: true
    // Whether it is said that a question may stay open; not where something else asks for it.
    property bool marksOptional: true
    default property alias content: body.data

    // What a screen reader says of a part: the question, then the part.
    function spoken(part: string): string {
        return title === "" ? part : part === "" ? title : title + ", " + part;
    }
    function holds(item: Item): bool {
        let at = item;
        while (at && at !== frame)
            at = at.parent;
        return at === frame;
    }
    function takeFocus(): void {
        if (!entry)
            return;
        entry.forceActiveFocus(Qt.TabFocusReason);
        // Where choices stand beside each other, to the first of them.
        const next = entry.activeFocusOnTab ? null : entry.nextItemInFocusChain(true);
        if (next && holds(next))
            next.forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: Theme.gap8
    // A choice is told with the question it answers.
    Accessible.role: showTitle && title !== "" ? Accessible.Grouping : Accessible.NoRole
    Accessible.name: title

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
            visible: frame.marksOptional && !frame.required && !frame.readOnly && frame.showTitle
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
    QuietButton {
        id: more
        property bool open: false
        objectName: "guidance"
        visible: frame.guidance !== ""
        iconName: "info"
        size: Theme.body
        accent: true
        text: open ? qsTr("Less") : qsTr("How to do it")
        onClicked: open = !open
    }
    AppLabel {
        objectName: "guidanceText"
        visible: more.visible && more.open
        text: frame.guidance
        quiet: true
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
    NoticeBar {
        objectName: "remark-" + frame.name
        visible: text !== ""
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap4
        text: frame.remark
        tone: frame.remarkTone
    }
}
