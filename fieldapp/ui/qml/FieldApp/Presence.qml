import QtQuick

// Feels that somebody is at the tablet, and takes nothing from anybody: it lies over everything, looks at what a finger,
// pen, mouse or wheel does before it goes on, and has the keys that go to the focus shown to it first. In QML, because an
// event filter written in Python would see every event of the window.
Item {
    id: presence

    signal felt

    // Who has the focus now, and shows its keys.
    property Item focused: null

    function follow(item: Item): void {
        if (focused)
            focused.Keys.forwardTo = [];
        focused = item;
        if (item)
            item.Keys.forwardTo = [keys];
    }

    PointHandler {
        target: null
        acceptedButtons: Qt.AllButtons
        onActiveChanged: presence.felt()
        onPointChanged: if (active) presence.felt()
    }
    HoverHandler {
        id: hover
        // What moves under a mouse that lies still makes Qt tell its place again.
        property real lastX: -1
        property real lastY: -1
        onPointChanged: {
            const at = point.scenePosition;
            if (!hovered || (at.x === lastX && at.y === lastY))
                return;
            lastX = at.x;
            lastY = at.y;
            presence.felt();
        }
    }
    WheelHandler {
        target: null
        blocking: false
        acceptedDevices: PointerDevice.AllDevices
        onWheel: presence.felt()
    }
    WheelHandler {
        target: null
        blocking: false
        orientation: Qt.Horizontal
        acceptedDevices: PointerDevice.AllDevices
        onWheel: presence.felt()
    }
    Item {
        id: keys
        Keys.onPressed: presence.felt()
    }
    Connections {
        target: presence.Window.window
        function onActiveFocusItemChanged(): void { presence.follow(presence.Window.activeFocusItem); }
    }
    // An input method writes without keys.
    Connections {
        target: presence.focused
        ignoreUnknownSignals: true
        function onTextChanged(): void { presence.felt(); }
        function onPreeditTextChanged(): void { presence.felt(); }
    }
    Component.onCompleted: follow(presence.Window.activeFocusItem)
}
