import QtQuick
import QtQuick.Window
import FieldApp
import FieldApp.ViewModels

// Brings the very field on the screen: where the engineer was (SITE-9), or what is missing when that is asked for.
Item {
    id: seeker

    required property FormFilling form
    required property Rows questions
    // Makes a QuestionEditor of each question.
    required property Repeater editors
    property Flickable scroller: null
    property bool settling: false
    // Whether editors near it are still being made.
    property bool making: false

    // Before an editor is asked for: a long form may not have made it yet.
    signal sought(int place)

    visible: false

    // Once the page is laid out. A timer, for it goes with the page: a call put off would still be made.
    function showSoon(): void { soon.restart() }
    // To the keyboard too, unless it is only a tick.
    function show(): void {
        const item = found();
        if (!item || !scroller)
            return;
        bring(item);
        if (["number", "counter", "text", "barcode"].includes(item.input))
            item.takeFocus();
    }
    function found(): QuestionEditor {
        const place = questions.find(form.field);
        sought(place);
        return place >= 0 ? editors.itemAt(place) as QuestionEditor : null;
    }
    // Whole, or its head where it is higher than the window.
    function bring(item: QuestionEditor): void {
        const top = item.mapToItem(scroller.contentItem, 0, 0).y;
        const spare = scroller.height - item.height;
        const margin = spare < 0 ? Theme.gap24 : Math.min(spare, Theme.gap24);
        if (top < scroller.contentY || top + item.height > scroller.contentY + scroller.height)
            scroller.contentY = Math.max(0, Math.min(top - margin, scroller.contentHeight - scroller.height));
    }

    Timer {
        id: soon
        interval: 0
        onTriggered: seeker.show()
    }
    Connections {
        target: seeker.form
        enabled: seeker.parent.visible
        function onFieldAsked(): void {
            seeker.settling = true;
            seeker.showSoon();
        }
    }
    // Again once the words of what is missing, and the editors around it, have taken their room.
    Connections {
        target: seeker.Window.window
        enabled: seeker.settling
        function onFrameSwapped(): void {
            seeker.settling = seeker.making && !seeker.scroller?.moving;
            const item = seeker.found();
            if (item && seeker.scroller)
                seeker.bring(item);
        }
    }
}
