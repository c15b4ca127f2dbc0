import QtQuick
import QtQuick.Window
import FieldApp

// What has the keyboard is in sight: a page or a list is scrolled to it when Tab leads below what is shown.
Item {
    id: follower

    readonly property Item focused: Window.activeFocusItem
    onFocusedChanged: Qt.callLater(follow)

    function follow(): void {
        let at = focused?.parent ?? null;
        while (at) {
            const scroller = at as Flickable;
            if (scroller && scroller.interactive)
                show(scroller);
            at = at.parent;
        }
    }
    function show(scroller: Flickable): void {
        const place = focused.mapToItem(scroller, 0, 0);
        const least = scroller.originY;
        const most = Math.max(least, least + scroller.contentHeight - scroller.height);
        let y = scroller.contentY;
        if (place.y + focused.height + Theme.gap8 > scroller.height)
            y += place.y + focused.height + Theme.gap8 - scroller.height;
        if (place.y - Theme.gap8 < y - scroller.contentY)
            y = scroller.contentY + place.y - Theme.gap8;
        y = Math.min(most, Math.max(least, y));
        if (scroller.contentHeight > scroller.height && y !== scroller.contentY)
            scroller.contentY = y;
    }
}
