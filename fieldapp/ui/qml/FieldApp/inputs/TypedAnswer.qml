import QtQuick

// What fingers type becomes an answer in their first pause, not only on leaving: a tablet may die at any word (SITE-9).
// What comes back from the store is shown only where nobody is typing past it.
Timer {
    id: typing

    // A TextEntry or a TextArea: they share their properties by name, not by type.
    required property var field
    // The stored answer, and what stands in the field in the form of an answer.
    required property string value
    required property string written
    // A number is shown with the minus of print, and with separators of thousands while nobody types.
    property bool number: false
    property bool grouped: false
    // Half a number is no answer yet.
    property bool whole: true
    // The answer that was given last, or came last from outside.
    property string known
    // In a pause, and on leaving.
    signal paused(string value)
    signal left(string value)

    // A number as the form takes it, whatever keyboard it came from.
    function plain(text: string): string {
        const digits = text.replace(/[０-９]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
        const marks = digits.replace(/[−－]/g, "-").replace(/[．。]/g, ".").replace(/[\s\u202f]/g, "");
        return (grouped ? marks.replace(/[,，]/g, "") : marks.replace(/[,，]/, ".")).trim();
    }
    function printed(text: string): string {
        if (!number)
            return text;
        const [left, right] = text.replace("-", "−").split(".");
        const apart = grouped && !field.activeFocus ? left.replace(/\B(?=(\d{3})+$)/g, ",") : left;
        return right === undefined ? apart : apart + "." + right;
    }
    function show(): void {
        const shown = printed(value);
        known = value;
        if (field.text !== shown)
            field.text = shown;
    }
    // Where the keyboard comes or goes: with separators or without, unless something was typed that is not given yet.
    function reshape(): void {
        const shown = printed(known);
        if (grouped && written === known && field.text !== shown)
            field.text = shown;
    }
    function leave(): void {
        const answer = written;
        const news = answer !== value || answer !== known;
        known = answer;
        stop();
        if (news)
            left(answer);
        else if (!field.activeFocus)
            show();
    }

    interval: 800
    onGroupedChanged: reshape()
    onWrittenChanged: written !== known ? restart() : stop()
    onValueChanged: {
        if (!field.activeFocus || written === known && value !== known)
            show();
    }
    onTriggered: {
        if (field.preeditText !== "")
            restart();
        else if (whole) {
            known = written;
            paused(known);
        }
    }
    Component.onCompleted: show()
}
